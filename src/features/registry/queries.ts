export { type AsOf, type AsOfRead, asOfNow, readAsOf } from './as-of.ts';
export { type Contact, contactAt, contactHistory, type KnownContact } from './contacts.ts';
export type { CertificateFacts, EnterpriseFacts, QualificationFacts } from './enterprises.ts';
export { enterpriseById, enterpriseByUscc, qualificationsOf } from './enterprises.ts';
export { type OwnRegistration, registrationsOfPerson } from './own-registrations.ts';
export { readingsOf } from './pinyin.ts';
export {
  type PublicCertificate,
  type PublicEnterprise,
  type PublicQualification,
  type PublicStanding,
  type PublicVerdict,
  publicEnterprise,
  publicStanding,
} from './public-enterprise.ts';
export { type PublicExplanation, type PublicQualificationPage, publicQualification } from './public-qualification.ts';
export { type PublicHit, type PublicSearchPage, searchPublic } from './public-search.ts';
export {
  type EnterpriseHit,
  foldName,
  isSearchable,
  type SearchPage,
  type SearchRequest,
  searchEnterprises,
} from './search.ts';
