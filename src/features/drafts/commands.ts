export { carryOut, carryOutSealed } from './carry-out.ts';
export { type DraftOutcome, discardDraft, draftAct, type Officer, reviewDraft, sealDraft } from './draft-steps.ts';
export { returnAsHead, reviewLegally, signAsHead } from './longer-chain.ts';
export { noteOpened, takeOut } from './pieces.ts';
export type { DraftInput } from './schema.ts';
