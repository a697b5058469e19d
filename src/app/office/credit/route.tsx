import { citationOf } from '#features/casework/queries.ts';
import { enterpriseByUscc } from '#features/registry/queries.ts';
import { MISCONDUCT, recordMisconduct, withdrawRecord } from '#features/supervision/commands.ts';
import { type CreditEntry, creditRecords, misconductCases } from '#features/supervision/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { CreditPage, type CreditRow, type RecordForm } from '#ui/portal-pages/office/credit-page.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, evidenceIn } from '../../_portal/evidence-in.ts';
import { idOf, officeOfPerson, scopeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const SHOWN = 200;
const KINDS = Object.entries(MISCONDUCT).map(([value, label]) => ({ value, label }));
const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/i;

function rowOf(entry: CreditEntry): CreditRow {
  return {
    ...entry,
    kind: KINDS.find(({ value }) => value === entry.kind)?.label ?? entry.kind,
    statements: entry.statements.map((each) => ({
      key: each.id,
      text: each.statement,
      by: `${each.by}，${minuteOf(new Date(each.at))}`,
      files: each.evidence,
    })),
    withdrawn: entry.withdrawnOn === null ? null : `${entry.withdrawnOn}：${entry.withdrawnBecause ?? ''}`,
  };
}

interface Asked {
  readonly record?: { readonly uscc: string; readonly typed: RecordForm['typed'] };
  readonly withdraw?: { readonly id: string; readonly reason: string };
  readonly errors: readonly FormError[];
}

async function recordForm({ pool }: PortalVisit<unknown>, asked: Asked['record']): Promise<RecordForm | undefined> {
  if (asked === undefined) return undefined;
  const enterprise = await enterpriseByUscc(pool, asked.uscc.toUpperCase());
  if (enterprise === undefined) throw new ProblemError('not-found', '没有这家企业，或者不在本机关管辖范围内。');
  const cases = await misconductCases(pool, enterprise.uscc);
  return {
    uscc: enterprise.uscc,
    enterprise: enterprise.name,
    cases: cases.map((each) => ({ value: each.caseId, label: `${each.qualification}（${each.openedOn} 立案）` })),
    kinds: KINDS,
    typed: asked.typed,
    evidenceTypes: EVIDENCE_TYPES,
    evidenceBytes: EVIDENCE_BYTES,
  };
}

async function shown(visit: PortalVisit<unknown>, asked: Asked): Promise<PortalAnswer> {
  const { pool, person, url, csrf, today } = visit;
  const q = (url.searchParams.get('q') ?? '').trim();
  const records = await creditRecords(pool, { scope: scopeOfPerson(person), text: q || undefined, limit: SHOWN });
  const rows = records.map(rowOf);
  const mayAct = person.held.role === 'handler';
  const candidate = mayAct && USCC.test(q) ? await enterpriseByUscc(pool, q.toUpperCase()) : undefined;
  const withdrawn = rows.find(({ id, withdrawn: done }) => id === asked.withdraw?.id && done === null);
  if (asked.withdraw !== undefined && withdrawn === undefined) {
    throw new ProblemError('not-found', '没有可以撤销的这条记录，或者已经撤销。');
  }
  return {
    title: '信用档案',
    place: '/office/credit',
    status: asked.errors.length === 0 ? 200 : 422,
    page: (
      <CreditPage
        csrf={csrf}
        today={today}
        q={q}
        rows={rows}
        mayAct={mayAct}
        office={actsFor(person.held)}
        clause={clauseIn(visit.site.province, 'credit-records')}
        citation={citationOf(clauseIn(visit.site.province, 'credit-records'))}
        candidate={candidate}
        recording={mayAct ? await recordForm(visit, asked.record) : undefined}
        withdrawing={
          mayAct && withdrawn !== undefined ? { row: withdrawn, reason: asked.withdraw?.reason ?? '' } : undefined
        }
        errors={asked.errors}
      />
    ),
  };
}

function actorOf({ person }: PortalVisit<unknown>) {
  return { name: person.name, role: officeOfPerson(person).level };
}

export const { GET, POST } = portalRoute(
  '/office/credit',
  (visit) => {
    const { searchParams } = visit.url;
    const [record, withdraw] = [searchParams.get('record'), searchParams.get('withdraw')];
    return shown(visit, {
      errors: [],
      ...(record === null
        ? {}
        : { record: { uscc: record, typed: { caseId: '', kind: '', foundOn: visit.today, description: '' } } }),
      ...(withdraw === null ? {} : { withdraw: { id: withdraw, reason: '' } }),
    });
  },
  {
    record: async (visit, form) => {
      const text = (name: string) => textIn(form, name).trim();
      const typed = {
        caseId: text('caseId'),
        kind: text('kind'),
        foundOn: text('foundOn'),
        description: text('description'),
      };
      const record = { uscc: text('record'), typed };
      const { evidence, errors } = await evidenceIn(form, 'evidence', {
        kind: 'finding',
        source: visit.person.name,
        takenOn: visit.today,
      });
      const kind = Object.keys(MISCONDUCT).find((each): each is keyof typeof MISCONDUCT => each === typed.kind);
      const missing: FormError[] = [
        ...(typed.caseId === '' ? [{ field: 'caseId', text: '请选择所涉案件。' }] : []),
        ...(kind === undefined ? [{ field: 'kind', text: '请选择隐瞒情况或者虚假整改。' }] : []),
        ...(typed.foundOn === '' ? [{ field: 'foundOn', text: '请填写认定日期。' }] : []),
        ...(typed.description.length < 10
          ? [{ field: 'description', text: '请写明查明的事实（不少于 10 个字）。' }]
          : []),
        ...(evidence.length === 0 && errors.length === 0
          ? [{ field: 'evidence', text: '记入信用档案须附证据，请补充后再提交。' }]
          : []),
        ...errors,
      ];
      if (kind === undefined || missing.length > 0) return shown(visit, { record, errors: missing });
      const outcome = await recordMisconduct(visit.pool, {
        caseId: typed.caseId,
        kind,
        foundOn: typed.foundOn,
        description: typed.description,
        evidence: [...evidence],
        actor: actorOf(visit),
        office: actsFor(visit.person.held),
        recordedAt: visit.now,
      });
      if (outcome.outcome === 'refused') return shown(visit, { record, errors: [{ text: outcome.reason }] });
      return {
        to: `/office/credit?q=${record.uscc}`,
        notice: { kind: 'done', text: '已记入信用档案，并告知企业。' },
      };
    },
    withdraw: async (visit, form) => {
      const id = idOf(textIn(form, 'withdraw'), '条记录');
      const reason = textIn(form, 'reason');
      const withdraw = { id, reason };
      if (reason.trim() === '') {
        return shown(visit, { withdraw, errors: [{ field: 'reason', text: '请写明撤销记录的理由。' }] });
      }
      const outcome = await withdrawRecord(visit.pool, {
        recordId: id,
        reason,
        actor: actorOf(visit),
        onDay: visit.today,
        recordedAt: visit.now,
      });
      if (outcome.outcome === 'refused') return shown(visit, { withdraw, errors: [{ text: outcome.reason }] });
      return { to: '/office/credit', notice: { kind: 'done', text: '记录已撤销，理由一并保留。' } };
    },
  },
);
