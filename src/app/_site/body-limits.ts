/** What an address takes at the most: bytes on the wire, fields and files of a form. */
export interface BodyLimits {
  readonly bytes: number;
  readonly fields: number;
  readonly files: number;
}

const KB = 1024;
const MB = 1024 * KB;

/** A form of a page: whoever sends more sends no such form. */
const FORM: BodyLimits = { bytes: 64 * KB, fields: 200, files: 0 };
/** A form with rows that were chosen or typed, up to the thousand of a batch. */
const ROWS: BodyLimits = { bytes: 256 * KB, fields: 3_000, files: 0 };
/** Evidence of 20 MB, its fields and what surrounds it on the wire. */
const EVIDENCE: BodyLimits = { bytes: 26 * MB, fields: 200, files: 20 };
/** A file of the register (docs/operations.md: up to 25 MB on the page). */
const REGISTER: BodyLimits = { bytes: 26 * MB, fields: 200, files: 1 };
/** The post's table with the scans of its receipts. */
const SCANS: BodyLimits = { bytes: 26 * MB, fields: 200, files: 101 };
/** Names of a list, one a line. */
const LONG_TEXT: BodyLimits = { bytes: 512 * KB, fields: 200, files: 0 };
/** A short table. */
const TABLE: BodyLimits = { bytes: 2 * MB + 64 * KB, fields: 200, files: 1 };

/**
 * Every address that takes a form, and how much of one; an address without an entry takes nothing, and
 * tests/unit/app/body-limits.test.ts holds this list against the routes.
 */
export const BODY_LIMITS: Readonly<Record<string, BodyLimits>> = {
  '/api/auth/[...nextauth]': FORM,
  '/documents': { ...REGISTER, bytes: 20 * MB + 64 * KB },
  '/enterprise/confirmation/email': FORM,
  '/lookup': TABLE,
  '/sign-in': FORM,
  '/sign-in/password': FORM,
  '/sign-out': FORM,
  '/sign-up': FORM,
  '/sign-up/account': FORM,
  '/sign-up/authenticator': FORM,
  '/account': FORM,
  '/account/password': FORM,
  '/account/factors': FORM,
  '/account/registrations': FORM,
  '/account/claims': { ...EVIDENCE, files: 1 },
  '/office/cases/[caseId]/steps/[step]': EVIDENCE,
  '/office/drafts/new': { ...EVIDENCE, fields: ROWS.fields },
  // The head's signature comes with the scan of the minutes.
  '/office/drafts/[draftId]': { ...EVIDENCE, files: 1, fields: ROWS.fields },
  '/office/post': ROWS,
  '/office/post/[batchId]': { ...TABLE, fields: ROWS.fields },
  '/office/post/receipts': SCANS,
  '/office/lists': ROWS,
  '/office/find': EVIDENCE,
  '/office/questions': FORM,
  '/office/suspicions': FORM,
  '/office/supervision/checks': EVIDENCE,
  '/office/quarters': FORM,
  '/office/campaigns': FORM,
  '/office/credit': EVIDENCE,
  '/office/notices': FORM,
  '/office/remedies': FORM,
  '/office/cities': FORM,
  '/enterprise/look-ahead': FORM,
  '/enterprise/cases/[caseId]/steps/[step]': EVIDENCE,
  '/enterprise/credit/[recordId]': EVIDENCE,
  '/enterprise/contacts': FORM,
  '/enterprise/confirmation': EVIDENCE,
  '/enterprise/operators': FORM,
  '/province/runs': FORM,
  '/province/runs/[runId]': FORM,
  '/province/standards/impact': FORM,
  '/province/regimes/[regimeId]/questions': FORM,
  '/province/holidays': FORM,
  '/province/offices/new': FORM,
  '/province/offices/[officeId]': FORM,
  '/province/imports/new': REGISTER,
  '/province/imports/trials/[trialId]': FORM,
  '/province/imports/[importId]': REGISTER,
  '/province/codes': EVIDENCE,
  '/province/claims/[claimId]': FORM,
  '/province/quarantine': REGISTER,
  '/province/quarantine/[rowId]': FORM,
  '/audit/chains': FORM,
  '/system/mail': FORM,
  '/system/settings': FORM,
  '/system/downtime': FORM,
  '/security/accounts/new': FORM,
  '/security/accounts/[accountId]': FORM,
  '/security/requests/[requestId]': FORM,
  '/tender': LONG_TEXT,
  '/tender/lists/[listId]': LONG_TEXT,
};

/** @throws where nobody has said what the address takes */
export function limitsOf(address: string): BodyLimits {
  const limits = Object.hasOwn(BODY_LIMITS, address) ? BODY_LIMITS[address] : undefined;
  if (limits === undefined) throw new Error(`${address} has no entry in src/app/_site/body-limits.ts`);
  return limits;
}
