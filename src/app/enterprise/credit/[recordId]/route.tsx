import { citationOf, clauseOf } from '#features/casework/queries.ts';
import { MOST_EVIDENCE_BYTES } from '#features/service/commands.ts';
import { MISCONDUCT, stateOnRecord } from '#features/supervision/commands.ts';
import { type CreditFile, creditRecords } from '#features/supervision/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { OwnCreditPage } from '#ui/portal-pages/enterprise/credit-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { handedIn, MOST_FILES } from '../../_handed-in.ts';
import { idOf, ownEnterprise, textOf } from '../../_own.ts';

type Visit = PortalVisit<{ recordId: string }>;

const MISSING = '贵单位没有这条信用记录。请从概览中选择。';

function misconductName(kind: string): string {
  return Object.entries<string>(MISCONDUCT).find(([name]) => name === kind)?.[1] ?? kind;
}

function fileShown(caseId: string, file: CreditFile, kind: string) {
  return {
    key: file.id,
    name: file.name,
    address: `/enterprise/cases/${caseId}/evidence/${file.id}`,
    kind,
    bytes: file.bytes,
    handedInAt: new Date(file.at),
    by: file.by,
    sha256: file.sha256,
  };
}

async function shown(
  visit: Visit,
  more: { readonly typed?: string; readonly errors?: readonly FormError[] } = {},
): Promise<PortalAnswer> {
  const { pool, params, csrf, person } = visit;
  const { typed = '', errors = [] } = more;
  const recordId = idOf(params.recordId, MISSING);
  const enterprise = await ownEnterprise(visit);
  const [record] = await creditRecords(pool, { scope: '', enterpriseId: enterprise.id, recordId, limit: 1 });
  if (record === undefined) throw new ProblemError('not-found', MISSING);
  const text = clauseOf(record.clause)?.text;
  return {
    title: '信用记录',
    place: '/enterprise',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <OwnCreditPage
        csrf={csrf}
        address={`/enterprise/credit/${record.id}`}
        enterprise={enterprise.name}
        by={person.name}
        caseId={record.caseId}
        qualification={record.qualification}
        kind={misconductName(record.kind)}
        foundOn={record.foundOn}
        office={record.office}
        recordedAt={record.recordedAt}
        description={record.description}
        clause={{ id: record.clause, citation: citationOf(record.clause), ...(text === undefined ? {} : { text }) }}
        withdrawn={
          record.withdrawnOn === null ? null : { day: record.withdrawnOn, because: record.withdrawnBecause ?? '' }
        }
        evidence={record.evidence.map((file) => fileShown(record.caseId, file, '认定所依据的证据'))}
        statements={record.statements.map(({ evidence, ...statement }) => ({
          ...statement,
          at: new Date(statement.at),
          evidence: evidence.map((file) => fileShown(record.caseId, file, '陈述所附材料')),
        }))}
        typed={typed}
        errors={errors}
        maxBytes={MOST_EVIDENCE_BYTES}
        maxFiles={MOST_FILES}
      />
    ),
  };
}

export const { GET, POST } = portalRoute<{ recordId: string }>(
  '/enterprise/credit/[recordId]',
  (visit) => shown(visit),
  {
    state: async (visit, form) => {
      const recordId = idOf(visit.params.recordId, MISSING);
      const enterprise = await ownEnterprise(visit);
      const typed = textOf(form, 'statement');
      const { evidence, errors } = await handedIn(visit, form, 'statement', false);
      if (typed.trim() === '') errors.unshift({ field: 'statement', text: '请写明陈述的意见。' });
      if (errors.length > 0) return shown(visit, { typed, errors });
      const outcome = await stateOnRecord(visit.pool, {
        recordId,
        enterpriseId: enterprise.id,
        statement: typed,
        evidence,
        by: visit.person.name,
        at: visit.now,
      });
      if (outcome.outcome === 'refused') return shown(visit, { typed, errors: [{ text: outcome.reason }] });
      return {
        to: `/enterprise/credit/${recordId}`,
        notice: { kind: 'done', text: '陈述的意见已提交，与这条记录一并显示；认定机关已收到通知。' },
      };
    },
  },
);
