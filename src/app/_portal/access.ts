import type { AccountRole, HeldRole, OfficeLevel } from '#features/accounts/queries.ts';

/** A role, for the roles of an office with the level of the office. */
export type Who = `${OfficeRole}@${OfficeLevel}` | Exclude<AccountRole, OfficeRole>;

type OfficeRole = 'handler' | 'reviewer' | 'legal-reviewer' | 'head' | 'seal-keeper';
const OFFICE_ROLES: readonly OfficeRole[] = ['handler', 'reviewer', 'legal-reviewer', 'head', 'seal-keeper'];

const LEVELS = ['district', 'city', 'province', 'approval-bureau'] as const;

function at(role: OfficeRole, levels: readonly OfficeLevel[]): Who[] {
  return levels.map((level): Who => `${role}@${level}`);
}

const HANDLERS = at('handler', LEVELS);
const REVIEWERS = at('reviewer', LEVELS);
const LEGAL_REVIEWERS = at('legal-reviewer', LEVELS);
const HEADS = at('head', LEVELS);
const SEAL_KEEPERS = at('seal-keeper', LEVELS);
const whole = (level: OfficeLevel): readonly Who[] => OFFICE_ROLES.flatMap((role) => at(role, [level]));
const OFFICIALS: readonly Who[] = OFFICE_ROLES.flatMap((role) => at(role, LEVELS));
const PROVINCE = whole('province');
const CITY = whole('city');
const DISTRICT = whole('district');
/** The housing authorities; an approval bureau takes part in the procedure alone. */
const BUREAUS: readonly Who[] = [...DISTRICT, ...CITY, ...PROVINCE];
const BUREAU_HANDLERS: readonly Who[] = ['handler@district', 'handler@city', 'handler@province'];
const CITY_AND_PROVINCE_HANDLERS: readonly Who[] = ['handler@city', 'handler@province'];
const ENTERPRISE: readonly Who[] = ['legal-representative', 'operator'];
const EVERYONE: readonly Who[] = [
  ...OFFICIALS,
  ...ENTERPRISE,
  'auditor',
  'system-administrator',
  'security-administrator',
  'tenderer',
];

/** Who may open a page, and who may take which act on it. What an act does to one case is checked again by the law. */
export interface Access {
  readonly read: readonly Who[];
  readonly acts?: Readonly<Record<string, readonly Who[]>>;
}

function page(read: readonly Who[], acts?: Readonly<Record<string, readonly Who[]>>): Access {
  return acts === undefined ? { read } : { read, acts };
}

export const WHO = {
  HANDLERS,
  REVIEWERS,
  LEGAL_REVIEWERS,
  HEADS,
  SEAL_KEEPERS,
  OFFICIALS,
  PROVINCE,
  ENTERPRISE,
  EVERYONE,
} as const;

/**
 * Every address behind the sign-in. A route without an entry does not compile, an entry without a route fails
 * tests/unit/app/portal-routes.test.ts; tests/integration/portal-access.test.ts tries each with every role and scope.
 */
export const ACCESS = {
  '/work': page(EVERYONE),
  '/account': page(EVERYONE, {
    'end-session': EVERYONE,
    'end-others': EVERYONE,
    'switch-role': EVERYONE,
    'end-support': EVERYONE,
  }),
  '/account/password': page(EVERYONE, { change: EVERYONE }),
  '/account/factors': page(EVERYONE, {
    prove: EVERYONE,
    begin: EVERYONE,
    confirm: EVERYONE,
    'add-passkey': EVERYONE,
    end: EVERYONE,
    recovery: EVERYONE,
  }),
  // Whoever signs in for himself or an enterprise may be a registered practitioner too; an official's post has nothing to do with that.
  '/account/registrations': page([...ENTERPRISE, 'tenderer'], {
    'ask-proof': [...ENTERPRISE, 'tenderer'],
    prove: [...ENTERPRISE, 'tenderer'],
    forget: [...ENTERPRISE, 'tenderer'],
  }),
  // Who signed up for an enterprise, and whoever stood for it before.
  '/account/claims': page([...ENTERPRISE, 'tenderer'], {
    'hand-in': [...ENTERPRISE, 'tenderer'],
    object: ['legal-representative'],
    accept: [...ENTERPRISE, 'tenderer'],
    decline: [...ENTERPRISE, 'tenderer'],
  }),
  // Casework of the offices. Whose step it is in a case, the regime says; here only who may open and press.
  '/office': page(OFFICIALS),
  '/office/cases': page(OFFICIALS),
  '/office/cases/[caseId]': page([...OFFICIALS, 'auditor']),
  '/office/cases/[caseId]/steps/[step]': page(HANDLERS, { take: HANDLERS }),
  '/office/cases/[caseId]/dossier': page(OFFICIALS),
  '/office/cases/[caseId]/evidence/[evidenceId]': page([...OFFICIALS, 'auditor']),
  '/office/documents/[documentId]': page([...OFFICIALS, 'auditor']),
  '/office/drafts': page(OFFICIALS),
  '/office/drafts/new': page(HANDLERS, { begin: HANDLERS, draft: HANDLERS }),
  '/office/drafts/[draftId]': page(OFFICIALS, {
    approve: REVIEWERS,
    return: REVIEWERS,
    'take-out': REVIEWERS,
    'legal-approve': LEGAL_REVIEWERS,
    'legal-return': LEGAL_REVIEWERS,
    sign: HEADS,
    'sign-return': HEADS,
    seal: SEAL_KEEPERS,
    discard: HANDLERS,
  }),
  '/office/drafts/[draftId]/preview': page(OFFICIALS),
  '/office/drafts/[draftId]/files/[fileId]': page(OFFICIALS),
  // The other screens of the offices: post, lists, supervision, questions, quarters, campaigns, credit, notices, cities.
  '/office/export': page(OFFICIALS),
  '/office/enterprises/[uscc]': page([...OFFICIALS, 'auditor']),
  '/office/post': page(CITY, { post: ['handler@city'], prepare: ['handler@city'] }),
  '/office/post/[batchId]': page(CITY, { waybills: ['handler@city'], import: ['handler@city'] }),
  '/office/post/[batchId]/letters': page(CITY),
  '/office/post/receipts': page(CITY, { scan: ['handler@city'], import: ['handler@city'] }),
  '/office/lists': page(BUREAUS, { draft: ['handler@district'] }),
  '/office/find': page(BUREAUS, { find: BUREAU_HANDLERS }),
  '/office/questions': page([...BUREAUS, 'auditor'], { answer: BUREAU_HANDLERS }),
  '/office/doubts': page([...BUREAUS, 'auditor']),
  '/office/suspicions': page([...BUREAUS, 'auditor'], { answer: BUREAU_HANDLERS }),
  '/office/supervision': page([...BUREAUS, 'auditor']),
  '/office/supervision/checks': page([...BUREAUS, 'auditor'], { record: BUREAU_HANDLERS }),
  '/office/supervision/checks/[checkId]/evidence': page([...BUREAUS, 'auditor']),
  '/office/quarters': page([...CITY, ...PROVINCE], { report: ['handler@city'], review: ['handler@province'] }),
  '/office/campaigns': page(BUREAUS, { start: CITY_AND_PROVINCE_HANDLERS }),
  '/office/campaigns/[campaignId]': page(BUREAUS),
  '/office/credit': page([...CITY, ...PROVINCE, 'auditor'], {
    record: CITY_AND_PROVINCE_HANDLERS,
    withdraw: CITY_AND_PROVINCE_HANDLERS,
  }),
  '/office/notices': page(OFFICIALS, { read: OFFICIALS }),
  // What the office's documents say of its review body and court: one of it enters, another confirms (L3-CES1-08).
  '/office/remedies': page(OFFICIALS, { enter: HANDLERS, confirm: REVIEWERS, refuse: REVIEWERS }),
  '/office/cities': page([...CITY, ...PROVINCE], { switch: CITY_AND_PROVINCE_HANDLERS }),
  // Enterprise portal: its own rows and no others; what binds the enterprise is for its legal representative alone.
  '/enterprise': page(ENTERPRISE),
  '/enterprise/qualifications/[qualificationId]': page(ENTERPRISE),
  '/enterprise/what-if': page(ENTERPRISE),
  '/enterprise/look-ahead': page(ENTERPRISE, { 'renew-calendar': ENTERPRISE, 'end-calendar': ENTERPRISE }),
  '/enterprise/inbox': page(ENTERPRISE),
  '/enterprise/documents/[documentId]': page(ENTERPRISE),
  '/enterprise/cases/[caseId]': page(ENTERPRISE),
  '/enterprise/cases/[caseId]/steps/[step]': page(ENTERPRISE, { take: ENTERPRISE }),
  '/enterprise/cases/[caseId]/evidence/[evidenceId]': page(ENTERPRISE),
  '/enterprise/credit/[recordId]': page(ENTERPRISE, { state: ENTERPRISE }),
  '/enterprise/contacts': page(ENTERPRISE, { change: ENTERPRISE }),
  '/enterprise/confirmation': page(ENTERPRISE, {
    preview: ENTERPRISE,
    'send-mail': ENTERPRISE,
    'type-code': ENTERPRISE,
    'look-again': ENTERPRISE,
    sign: ['legal-representative'],
    withdraw: ['legal-representative'],
  }),
  '/enterprise/operators': page(ENTERPRISE, {
    authorise: ['legal-representative'],
    withdraw: ['legal-representative'],
    end: ['legal-representative'],
  }),
  '/enterprise/corrections': page(ENTERPRISE),
  '/enterprise/trail': page(ENTERPRISE),
  // Province administration: whoever drafts asks, whoever reviews releases. Nothing here touches a single case.
  '/province/runs': page(PROVINCE, { start: ['handler@province'], 'dry-run': ['handler@province'] }),
  '/province/runs/[runId]': page(PROVINCE, { release: ['reviewer@province'], discard: ['reviewer@province'] }),
  '/province/runs/[runId]/difference': page(PROVINCE),
  '/province/jobs/[jobId]': page(PROVINCE),
  '/province/standards': page(PROVINCE),
  '/province/standards/impact': page(PROVINCE, { preview: ['handler@province'] }),
  '/province/standards/impact/[jobId]': page(PROVINCE),
  '/province/regimes': page(PROVINCE),
  '/province/regimes/[regimeId]': page(PROVINCE),
  '/province/regimes/[regimeId]/questions': page(PROVINCE, {
    answer: ['handler@province'],
    confirm: ['reviewer@province'],
    refuse: ['reviewer@province'],
  }),
  '/province/holidays': page(PROVINCE, { preview: ['handler@province'], record: ['handler@province'] }),
  '/province/offices': page(PROVINCE),
  '/province/offices/new': page(['handler@province'], { add: ['handler@province'] }),
  '/province/offices/[officeId]': page(PROVINCE, {
    save: ['handler@province'],
    end: ['handler@province'],
    restore: ['handler@province'],
  }),
  '/province/imports': page(PROVINCE),
  '/province/imports/new': page(['handler@province'], { try: ['handler@province'] }),
  '/province/imports/template': page(PROVINCE),
  '/province/imports/trials/[trialId]': page(PROVINCE, {
    apply: ['handler@province'],
    drop: ['handler@province'],
    again: ['handler@province'],
    choose: ['handler@province'],
    unify: ['handler@province'],
  }),
  '/province/imports/[importId]': page(PROVINCE, { release: ['reviewer@province'] }),
  '/province/codes': page([...PROVINCE, 'auditor'], {
    request: ['handler@province'],
    confirm: ['reviewer@province'],
    refuse: ['reviewer@province'],
  }),
  '/province/codes/[codeId]/evidence': page([...PROVINCE, 'auditor']),
  // Claims to stand for an enterprise: one looks, another confirms; either refuses.
  '/province/claims': page([...PROVINCE, 'auditor']),
  '/province/claims/[claimId]': page([...PROVINCE, 'auditor'], {
    check: ['handler@province'],
    confirm: ['reviewer@province'],
    refuse: ['handler@province', 'reviewer@province'],
  }),
  '/province/claims/[claimId]/files/[fileId]': page([...PROVINCE, 'auditor']),
  '/province/quarantine': page(PROVINCE, { replay: ['handler@province'] }),
  '/province/quarantine/[rowId]': page(PROVINCE, { replay: ['handler@province'], dismiss: ['handler@province'] }),
  '/province/quarantine/export': page(PROVINCE),
  '/province/figures': page(PROVINCE),
  '/office/figures': page(OFFICIALS),
  // The three administrators (L3-CES1-08): the auditor reads, the system is run, accounts are given, each by another person.
  '/audit': page(['auditor']),
  '/audit/chains': page(['auditor'], { 'check-all': ['auditor'] }),
  '/audit/seals': page(['auditor']),
  '/system': page(['system-administrator']),
  '/system/mail': page(['system-administrator'], { retry: ['system-administrator'] }),
  '/system/absences': page(['system-administrator']),
  '/system/settings': page(['system-administrator'], { save: ['system-administrator'] }),
  '/system/downtime': page(['system-administrator'], { record: ['system-administrator'] }),
  '/security': page(['security-administrator']),
  '/security/accounts/new': page(['security-administrator'], { create: ['security-administrator'] }),
  '/security/accounts/[accountId]': page(['security-administrator'], {
    grant: ['security-administrator'],
    'end-role': ['security-administrator'],
    unlock: ['security-administrator'],
    close: ['security-administrator'],
    reopen: ['security-administrator'],
    'reset-password': ['security-administrator'],
    'end-factors': ['security-administrator'],
    'change-email': ['security-administrator'],
    'see-as': ['security-administrator'],
  }),
  // One administrator asks, another confirms (L3-CES1-08).
  '/security/requests': page(['security-administrator']),
  '/security/requests/[requestId]': page(['security-administrator'], {
    confirm: ['security-administrator'],
    refuse: ['security-administrator'],
  }),
  '/security/sign-ins': page(['security-administrator']),
  // A tenderer's own lists; everything else of the tenderer is public.
  '/tender': page(['tenderer'], { create: ['tenderer'] }),
  '/tender/lists/[listId]': page(['tenderer'], {
    add: ['tenderer'],
    remove: ['tenderer'],
    'ask-email': ['tenderer'],
    'prove-email': ['tenderer'],
    'no-email': ['tenderer'],
    webhook: ['tenderer'],
    end: ['tenderer'],
  }),
} as const satisfies Readonly<Record<string, Access>>;

export type PortalAddress = keyof typeof ACCESS;

/** What somebody is, as the table above writes it. */
export function whoIs(held: Pick<HeldRole, 'role' | 'level'>): Who {
  switch (held.role) {
    case 'handler':
    case 'reviewer':
    case 'legal-reviewer':
    case 'head':
    case 'seal-keeper':
      if (held.level === null) throw new Error('an official without an office');
      return `${held.role}@${held.level}`;
    case 'legal-representative':
    case 'operator':
    case 'auditor':
    case 'system-administrator':
    case 'security-administrator':
    case 'tenderer':
      return held.role;
  }
}

export function mayRead(address: PortalAddress, held: Pick<HeldRole, 'role' | 'level'>): boolean {
  return accessTo(address).read.includes(whoIs(held));
}

export function mayAct(address: PortalAddress, act: string, held: Pick<HeldRole, 'role' | 'level'>): boolean {
  return accessTo(address).acts?.[act]?.includes(whoIs(held)) ?? false;
}

export function accessTo(address: PortalAddress): Access {
  return ACCESS[address];
}
