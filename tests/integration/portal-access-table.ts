/**
 * Reviewed by hand: who may open which address of the portals and take which act there (L3-CES1-07, -08). It is written out, not taken
 * from src/app/_portal/access.ts: the two are held against each other by portal-access.test.ts. A new address is one line here.
 *
 * `who: act act` lists the acts; `GET 404` is what an address answers that has nothing to show in this test (no such number, no choice made).
 */
export type Person =
  | 'qiye-faren'
  | 'qiye-jingban'
  | `${'quxian' | 'shiji' | 'shengji' | 'shenpi'}-${'jingban' | 'shenhe' | 'fazhi' | 'fuzeren' | 'yongyin'}`
  | 'shenji'
  | 'xitong'
  | 'anquan'
  | 'zhaobiao';

const BODIES = ['quxian', 'shiji', 'shengji', 'shenpi'] as const;
const each = (
  role: 'jingban' | 'shenhe' | 'fazhi' | 'fuzeren' | 'yongyin',
  bodies: readonly (typeof BODIES)[number][] = BODIES,
): Person[] => bodies.map((body): Person => `${body}-${role}`);
const whole = (...bodies: (typeof BODIES)[number][]): Person[] => [
  ...each('jingban', bodies),
  ...each('shenhe', bodies),
  ...each('fazhi', bodies),
  ...each('fuzeren', bodies),
  ...each('yongyin', bodies),
];

const GROUPS = {
  enterprise: ['qiye-faren', 'qiye-jingban'],
  'legal-representative': ['qiye-faren'],
  offices: whole(...BODIES),
  bureaus: whole('quxian', 'shiji', 'shengji'),
  city: whole('shiji'),
  province: whole('shengji'),
  handlers: each('jingban'),
  reviewers: each('shenhe'),
  'legal-reviewers': each('fazhi'),
  heads: each('fuzeren'),
  'seal-keepers': each('yongyin'),
  'district-handler': ['quxian-jingban'],
  'city-handler': ['shiji-jingban'],
  'city-seal-keeper': ['shiji-yongyin'],
  'province-handler': ['shengji-jingban'],
  'province-reviewer': ['shengji-shenhe'],
  auditor: ['shenji'],
  system: ['xitong'],
  security: ['anquan'],
  tenderer: ['zhaobiao'],
} as const satisfies Readonly<Record<string, readonly Person[]>>;

const EVERYONE: readonly Person[] = [...GROUPS.enterprise, ...GROUPS.offices, 'shenji', 'xitong', 'anquan', 'zhaobiao'];

function isGroup(word: string): word is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, word);
}

/** The people that a line of the table names. */
export function people(words: string): readonly Person[] {
  if (words === 'everyone') return EVERYONE;
  return [
    ...new Set(
      words.split(' ').flatMap((word): readonly Person[] => {
        if (!isGroup(word)) throw new Error(`no group ${word}`);
        return GROUPS[word];
      }),
    ),
  ];
}

export const PEOPLE = EVERYONE;

export interface Line {
  readonly address: string;
  readonly read: string;
  readonly acts: Readonly<Record<string, string>>;
  /** what a reader gets where the object is in scope; 200 unless said */
  readonly get: number;
  /** the same of an enterprise from another province, where it differs */
  readonly getElsewhere?: number;
}

const line = (address: string, read: string, acts: Readonly<Record<string, string>> = {}, get = 200): Line => ({
  address,
  read,
  acts,
  get,
});

const ACCOUNT_ACTS = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'everyone']));
const BUREAU_HANDLERS = 'district-handler city-handler province-handler';

export const TABLE: readonly Line[] = [
  line('/work', 'everyone', {}, 303),
  line('/account', 'everyone', ACCOUNT_ACTS('end-session', 'end-others', 'switch-role', 'end-support')),
  line('/account/password', 'everyone', ACCOUNT_ACTS('change')),
  line('/account/factors', 'everyone', ACCOUNT_ACTS('prove', 'begin', 'confirm', 'add-passkey', 'end', 'recovery')),
  line('/account/claims', 'enterprise tenderer', {
    'hand-in': 'enterprise tenderer',
    object: 'legal-representative',
    accept: 'enterprise tenderer',
    decline: 'enterprise tenderer',
  }),
  line('/account/registrations', 'enterprise tenderer', {
    'ask-proof': 'enterprise tenderer',
    prove: 'enterprise tenderer',
    forget: 'enterprise tenderer',
  }),

  line('/office', 'offices'),
  line('/office/cases', 'offices'),
  line('/office/cases/[caseId]', 'offices auditor'),
  line('/office/cases/[caseId]/steps/[step]', 'handlers', { take: 'handlers' }),
  line('/office/cases/[caseId]/dossier', 'offices'),
  line('/office/cases/[caseId]/evidence/[evidenceId]', 'offices auditor'),
  line('/office/documents/[documentId]', 'offices auditor'),
  line('/office/drafts', 'offices'),
  line('/office/drafts/new', 'handlers', { begin: 'handlers', draft: 'handlers' }, 404),
  line('/office/drafts/[draftId]', 'offices', {
    approve: 'reviewers',
    return: 'reviewers',
    'take-out': 'reviewers',
    'legal-approve': 'legal-reviewers',
    'legal-return': 'legal-reviewers',
    sign: 'heads',
    'sign-return': 'heads',
    seal: 'seal-keepers',
    discard: 'handlers',
  }),
  // No order is issued to whoever comes from elsewhere (GX24-1.2), so there is nothing to preview.
  { ...line('/office/drafts/[draftId]/preview', 'offices'), getElsewhere: 404 },
  line('/office/drafts/[draftId]/files/[fileId]', 'offices', {}, 404),
  line('/office/remedies', 'offices', { enter: 'handlers', confirm: 'reviewers', refuse: 'reviewers' }),
  line('/office/figures', 'offices'),

  line('/enterprise', 'enterprise'),
  line('/enterprise/qualifications/[qualificationId]', 'enterprise'),
  line('/enterprise/what-if', 'enterprise'),
  line('/enterprise/look-ahead', 'enterprise', { 'renew-calendar': 'enterprise', 'end-calendar': 'enterprise' }),
  line('/enterprise/inbox', 'enterprise'),
  line('/enterprise/documents/[documentId]', 'enterprise'),
  line('/enterprise/cases/[caseId]', 'enterprise'),
  line('/enterprise/cases/[caseId]/steps/[step]', 'enterprise', { take: 'enterprise' }),
  line('/enterprise/cases/[caseId]/evidence/[evidenceId]', 'enterprise'),
  line('/enterprise/credit/[recordId]', 'enterprise', { state: 'enterprise' }, 404),
  line('/enterprise/contacts', 'enterprise', { change: 'enterprise' }),
  line('/enterprise/confirmation', 'enterprise', {
    preview: 'enterprise',
    'send-mail': 'enterprise',
    'type-code': 'enterprise',
    'look-again': 'enterprise',
    sign: 'legal-representative',
    withdraw: 'legal-representative',
  }),
  line('/enterprise/operators', 'enterprise', {
    authorise: 'legal-representative',
    withdraw: 'legal-representative',
    end: 'legal-representative',
  }),
  line('/enterprise/corrections', 'enterprise'),
  line('/province/claims', 'province auditor'),
  line(
    '/province/claims/[claimId]',
    'province auditor',
    { check: 'province-handler', confirm: 'province-reviewer', refuse: 'province-handler province-reviewer' },
    404,
  ),
  line('/province/claims/[claimId]/files/[fileId]', 'province auditor', {}, 404),
  line('/province/codes', 'province auditor', {
    request: 'province-handler',
    confirm: 'province-reviewer',
    refuse: 'province-reviewer',
  }),
  line('/province/codes/[codeId]/evidence', 'province auditor', {}, 404),
  line('/enterprise/trail', 'enterprise'),

  line('/province/runs', 'province', { start: 'province-handler', 'dry-run': 'province-handler' }),
  line('/province/runs/[runId]', 'province', { release: 'province-reviewer', discard: 'province-reviewer' }),
  line('/province/runs/[runId]/difference', 'province', {}, 404),
  line('/province/jobs/[jobId]', 'province', {}, 404),
  line('/province/standards', 'province'),
  line('/province/standards/impact', 'province', { preview: 'province-handler' }),
  line('/province/standards/impact/[jobId]', 'province', {}, 404),
  line('/province/regimes', 'province'),
  line('/province/regimes/[regimeId]', 'province'),
  line('/province/regimes/[regimeId]/questions', 'province', {
    answer: 'province-handler',
    confirm: 'province-reviewer',
    refuse: 'province-reviewer',
  }),
  line('/province/holidays', 'province', { preview: 'province-handler', record: 'province-handler' }),
  line('/province/offices', 'province'),
  line('/province/offices/new', 'province-handler', { add: 'province-handler' }),
  line('/province/offices/[officeId]', 'province', {
    save: 'province-handler',
    end: 'province-handler',
    restore: 'province-handler',
  }),
  line('/province/imports', 'province'),
  line('/province/imports/new', 'province-handler', { try: 'province-handler' }),
  line('/province/imports/template', 'province', {}, 404),
  line(
    '/province/imports/trials/[trialId]',
    'province',
    Object.fromEntries(['apply', 'drop', 'again', 'choose', 'unify'].map((act) => [act, 'province-handler'])),
    404,
  ),
  line('/province/imports/[importId]', 'province', { release: 'province-reviewer' }, 404),
  line('/province/quarantine', 'province', { replay: 'province-handler' }),
  line('/province/quarantine/[rowId]', 'province', { replay: 'province-handler', dismiss: 'province-handler' }, 404),
  line('/province/quarantine/export', 'province', {}, 404),
  line('/province/figures', 'province'),

  line('/audit', 'auditor'),
  line('/audit/chains', 'auditor', { 'check-all': 'auditor' }),
  line('/audit/seals', 'auditor'),
  line('/system', 'system'),
  line('/system/mail', 'system', { retry: 'system' }),
  line('/system/absences', 'system'),
  line('/system/settings', 'system', { save: 'system' }),
  line('/system/downtime', 'system', { record: 'system' }),
  line('/security', 'security'),
  line('/security/accounts/new', 'security', { create: 'security' }),
  line('/security/accounts/[accountId]', 'security', {
    grant: 'security',
    'end-role': 'security',
    unlock: 'security',
    close: 'security',
    reopen: 'security',
    'reset-password': 'security',
    'end-factors': 'security',
    'change-email': 'security',
    'see-as': 'security',
  }),
  line('/security/requests', 'security'),
  line('/security/requests/[requestId]', 'security', { confirm: 'security', refuse: 'security' }, 404),
  line('/security/sign-ins', 'security'),

  // Around the cases: post, lists, supervision.
  line('/office/export', 'offices'),
  line('/office/enterprises/[uscc]', 'offices auditor'),
  line('/office/post', 'city', { post: 'city-handler', prepare: 'city-handler' }),
  line('/office/post/[batchId]', 'city', { waybills: 'city-handler', import: 'city-handler' }, 404),
  line('/office/post/[batchId]/letters', 'city', {}, 404),
  line('/office/post/receipts', 'city', { scan: 'city-handler', import: 'city-handler' }),
  line('/office/lists', 'bureaus', { draft: 'district-handler' }),
  line('/office/find', 'bureaus', { find: BUREAU_HANDLERS }),
  line('/office/questions', 'bureaus auditor', { answer: BUREAU_HANDLERS }),
  line('/office/doubts', 'bureaus auditor'),
  line('/office/suspicions', 'bureaus auditor', { answer: BUREAU_HANDLERS }),
  line('/office/supervision', 'bureaus auditor'),
  line('/office/supervision/checks', 'bureaus auditor', { record: BUREAU_HANDLERS }),
  line('/office/supervision/checks/[checkId]/evidence', 'bureaus auditor', {}, 404),
  line('/office/quarters', 'city province', { report: 'city-handler', review: 'province-handler' }),
  line('/office/campaigns', 'bureaus', { start: 'city-handler province-handler' }),
  line('/office/campaigns/[campaignId]', 'bureaus', {}, 404),
  line('/office/credit', 'city province auditor', {
    record: 'city-handler province-handler',
    withdraw: 'city-handler province-handler',
  }),
  line('/office/notices', 'offices', { read: 'offices' }),
  line('/office/cities', 'city province', { switch: 'city-handler province-handler' }),

  line('/tender', 'tenderer', { create: 'tenderer' }),
  line(
    '/tender/lists/[listId]',
    'tenderer',
    Object.fromEntries(
      ['add', 'remove', 'ask-email', 'prove-email', 'no-email', 'webhook', 'end'].map((act) => [act, 'tenderer']),
    ),
    404,
  ),
];
