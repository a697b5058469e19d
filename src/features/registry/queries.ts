export { type EnterpriseHit, type SearchPage, type SearchRequest, searchEnterprises } from './search.ts';
