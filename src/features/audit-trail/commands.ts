export { sealAuditTrail } from './seal.ts';
export { type ChainsVerified, verifyCaseChains } from './verify-chains.ts';
