import { createHash } from 'node:crypto';
import { z } from 'zod';
import { documentId } from '#features/documents/commands.ts';
import { evidenceSchema } from '#features/service/commands.ts';
import { legalDate } from '#law/regimes/command.ts';
import { recordAudit } from '#platform/audit.ts';
import { legalDayOf } from '#platform/clock.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import { prioritySupervision } from './priority-list.ts';

export const LOOKED_AT = { duty: '人员到岗履职', quality: '工程质量', safety: '安全生产' } as const;
export const CHECK_RESULTS = {
  'in-order': '未发现问题',
  'to-mend': '发现问题，责令改正',
  'handed-over': '发现违法线索，移送查处',
} as const;

const checkSchema = z.object({
  /** prefix of the office that checks */
  scope: z.string().regex(/^\d{2}(\d{2}){0,2}$/),
  enterpriseId: z.int().positive(),
  projectNumber: z.string().trim().min(1, '请选择工程。'),
  onDay: legalDate,
  officers: z.array(z.string().trim().min(1)).min(1, '请填写检查人员。').max(10, '检查人员最多填写 10 人。'),
  lookedAt: z.array(z.enum(['duty', 'quality', 'safety'])).min(1, '请至少选择一项检查内容。'),
  result: z.enum(['in-order', 'to-mend', 'handed-over'], { error: '请选择检查结果。' }),
  findings: z.string().trim().min(1, '请写明检查情况。').max(4000, '检查情况过长，请概括在 4000 字以内。'),
  evidence: evidenceSchema.optional(),
  actor: z.object({ name: z.string().trim().min(1) }),
  office: z.string().trim().min(1),
  recordedAt: z.date(),
});

export type CheckResult =
  | { readonly outcome: 'recorded'; readonly id: string }
  | { readonly outcome: 'refused'; readonly faults: readonly { readonly field: string; readonly text: string }[] };

function refused(text: string, field = ''): CheckResult {
  return { outcome: 'refused', faults: [{ field, text }] };
}

/**
 * GX24-5.2, SX23-3.3: records a spot check of a work of an enterprise under priority supervision, by the office of the place of registration or
 * of the work. Only what is on the list can be checked here: it begins and ends with the restriction.
 */
export async function recordSpotCheck(pool: Pool, input: z.input<typeof checkSchema>): Promise<CheckResult> {
  const read = checkSchema.safeParse(input);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), text: message }));
    return { outcome: 'refused', faults };
  }
  const check = read.data;
  if (check.onDay > legalDayOf(check.recordedAt)) return refused('检查日期晚于今天，请改正。', 'onDay');
  return inTransaction(pool, async (transaction): Promise<CheckResult> => {
    const { scope, enterpriseId, projectNumber } = check;
    const [enterprise] = await prioritySupervision(transaction, { scope, enterpriseId, limit: 1 });
    const project = enterprise?.projects.find(({ number }) => number === projectNumber);
    const [qualification] = enterprise?.qualifications ?? [];
    if (enterprise === undefined || qualification === undefined) {
      return refused('该企业目前不在本机关的重点监管名单内，请刷新名单后核对。');
    }
    if (project === undefined) return refused('该工程不是这家企业的在建工程，请刷新名单后重新选择。', 'projectNumber');
    const sha256 = check.evidence === undefined ? null : createHash('sha256').update(check.evidence.bytes).digest();
    const fact = [enterpriseId, projectNumber, check.onDay, check.lookedAt.join('+'), check.findings, check.actor.name];
    const id = documentId(`spot-check:${fact.join(':')}`);
    const added = await transaction.query(
      `insert into spot_check (id, enterprise_id, enterprise_division_code, division_code, case_id, project_number, project_name, on_day,
         officers, looked_at, result, findings, evidence_name, evidence_type, evidence_sha256, evidence, recorded_at, recorded_by, office)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict (id) do nothing`,
      [
        id,
        enterpriseId,
        enterprise.divisionCode,
        project.divisionCode,
        qualification.caseId,
        projectNumber,
        project.name,
        check.onDay,
        check.officers,
        check.lookedAt,
        check.result,
        check.findings,
        check.evidence?.name ?? null,
        check.evidence?.mediaType ?? null,
        sha256,
        check.evidence?.bytes ?? null,
        check.recordedAt,
        check.actor.name,
        check.office,
      ],
    );
    if (added.rowCount === 0) return refused('这次检查已经登记，无须重复登记。');
    await recordAudit(transaction, {
      at: check.recordedAt,
      actor: check.actor.name,
      action: 'spot-check',
      subject: `enterprise:${enterpriseId}`,
      content: { check: id, project: projectNumber, result: check.result },
    });
    return { outcome: 'recorded', id };
  });
}

/** A spot check as the offices of both places see it. */
export interface SpotCheck {
  readonly id: string;
  readonly enterpriseId: number;
  readonly divisionCode: string;
  readonly projectNumber: string;
  readonly projectName: string;
  readonly onDay: string;
  readonly officers: readonly string[];
  readonly lookedAt: readonly string[];
  readonly result: string;
  readonly findings: string;
  readonly evidenceName: string | null;
  readonly office: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

const COLUMNS = `id, enterprise_id as "enterpriseId", division_code as "divisionCode", project_number as "projectNumber", project_name as "projectName",
  on_day as "onDay", officers, looked_at as "lookedAt", result, findings, evidence_name as "evidenceName", office, recorded_by as "recordedBy",
  recorded_at as "recordedAt"`;

/** Spot checks, the newest first: of enterprises, or all that the viewer may see. */
export async function spotChecks(
  pool: Pool,
  request: { readonly enterpriseIds?: readonly number[]; readonly limit: number },
): Promise<SpotCheck[]> {
  const result = await pool.query<SpotCheck>(
    `select ${COLUMNS} from spot_check where $1::bigint[] is null or enterprise_id = any($1) order by on_day desc, recorded_at desc, id limit $2`,
    [request.enterpriseIds ?? null, request.limit],
  );
  return result.rows;
}

/** The file of a spot check; undefined where there is none that the viewer may see. */
export async function spotCheckEvidence(
  pool: Pool,
  id: string,
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer } | undefined> {
  const result = await pool.query<{ name: string; mediaType: string; bytes: Buffer }>(
    `select evidence_name as name, evidence_type as "mediaType", evidence as bytes from spot_check where id = $1 and evidence is not null`,
    [id],
  );
  return result.rows[0];
}
