import { z } from 'zod';
import { REGIMES } from '#law/regimes/regimes.ts';
import { recordAudit } from '#platform/audit.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { caseFacts } from './case-facts.ts';
import { type StoredEvidence, storeEvidence } from './evidence.ts';
import { tellOffice } from './office-notice.ts';
import { evidencedFields } from './plain-step.ts';
import { given, type Outcome, refused, type ServiceTools } from './step.ts';

const rectificationSchema = z.object({
  ...evidencedFields,
  /** what was done, in the enterprise's words */
  account: z.string().trim().min(1, '请写明整改情况。').max(2000, '整改情况不超过 2000 字。'),
});

export interface RectificationTold {
  readonly evidence: readonly StoredEvidence[];
}

/**
 * SX23-3.0, GX24-4.1d, SY-3.1: the enterprise says what it has put right, with files, and asks to be looked at again. The register decides,
 * not the files: the platform compares anew at once with what it has been fed, and the bureau is told, which may re-check on the
 * evidence. It is no step of the case: it moves nothing by itself.
 */
export async function handInRectification(
  tools: Pick<ServiceTools, 'pool'>,
  input: z.input<typeof rectificationSchema>,
): Promise<Outcome<RectificationTold>> {
  const read = given(rectificationSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'rectification'), read.reason);
  const { caseId, actor, recordedAt, evidence, account } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  return inTransaction(tools.pool, async (transaction): Promise<Outcome<RectificationTold>> => {
    const found = await transaction.query<{ closed: boolean }>(
      'select closed_on is not null as closed from cases where id = $1 for update',
      [caseId],
    );
    const [row] = found.rows;
    if (row === undefined) return { outcome: 'unknown-case' };
    if (row.closed) return refused(clauseOf(facts, 'rectification'), '案件已经办结，无须再提交整改材料。');
    const stored: StoredEvidence[] = [];
    for (const each of evidence) {
      stored.push(await storeEvidence(transaction, caseId, each, { name: actor.name, at: recordedAt }));
    }
    await transaction.query(
      `insert into recheck_request (enterprise_id, requested_at, reason) values ($1, $2, 'rectification')
       on conflict (enterprise_id) do nothing`,
      [facts.enterpriseId, recordedAt],
    );
    await tellOffice(transaction, {
      key: `rectification:${caseId}:${recordedAt.toISOString()}`,
      divisionCode: facts.divisionCode,
      // SY-3.1: there the district re-checks first.
      level: REGIMES.get(facts.regime)?.recheck.firstLevel ?? 'city',
      kind: 'rectification',
      subject: `${facts.enterprise.name}提交整改材料，申请复查`,
      text: [
        `${facts.enterprise.name}就${facts.qualification.name}提交整改情况，申请复查：`,
        account,
        stored.length === 0
          ? '未附材料。'
          : `附材料 ${stored.length} 件：${stored.map(({ name }) => name).join('、')}。`,
      ].join('\n'),
      link: `/office/cases/${caseId}`,
      enterpriseId: facts.enterpriseId,
      caseId,
      at: recordedAt,
    });
    await recordAudit(transaction, {
      at: recordedAt,
      actor: actor.name,
      action: 'rectification',
      subject: `case:${caseId}`,
      content: { account, evidence: stored.map(({ id, sha256 }) => ({ id, sha256 })) },
    });
    return { outcome: 'done', events: [], evidence: stored };
  });
}
