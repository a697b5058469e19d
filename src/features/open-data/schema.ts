export { type Change, changeSchema } from './change.ts';
