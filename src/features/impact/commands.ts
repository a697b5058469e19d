import { judgesOn, trialRun } from '#features/verification/commands.ts';
import type { RuleDraft } from '#law/standards/index.ts';
import type { Pool } from '#platform/database/connections.ts';

export interface ImpactAsked {
  readonly jobId: string;
  readonly asOf: string;
  readonly draft: RuleDraft;
}

export interface Impact {
  readonly enterprises: number;
  readonly qualifications: number;
  /** verdicts that would be another; what only changes in its numbers is not among them */
  readonly changed: number;
  readonly byChange: Readonly<Record<string, number>>;
  readonly evaluateSeconds: number;
}

const PORTION = 2_000;

/**
 * What a draft of the rules would change: the whole register is judged twice by the run's own judge, under the rules in force and
 * under the draft, on the same data at the same instant. Verdicts and cases are not touched; what would change is kept with the job.
 * Begun again after a crash it writes the same anew.
 */
export async function previewImpact(
  url: string,
  pool: Pool,
  asked: ImpactAsked,
  progress: (done: number, total: number) => Promise<void>,
): Promise<Impact> {
  await pool.query('delete from impact_finding where job_id = $1', [asked.jobId]);
  const found: { qualification: number; previous: string; verdict: string; row: string | null; shortage: number }[] =
    [];
  const byChange: Record<string, number> = {};
  const trial = await trialRun(url, pool, {
    scope: asked.draft.division,
    asOf: asked.asOf,
    trial: { judges: judgesOn(asked.asOf, asked.draft), against: judgesOn(asked.asOf) },
    progress,
    difference({ qualificationId, finding, previous }) {
      if (previous === null || previous === finding.verdict) return;
      const change = `${previous} ${finding.verdict}`;
      byChange[change] = (byChange[change] ?? 0) + 1;
      found.push({
        qualification: qualificationId,
        previous,
        verdict: finding.verdict,
        row: finding.effectiveRow,
        shortage: finding.shortage,
      });
    },
  });
  for (let at = 0; at < found.length; at += PORTION) {
    const portion = found.slice(at, at + PORTION);
    await pool.query(
      `insert into impact_finding (job_id, qualification_id, enterprise_id, division_code, previous, verdict, effective_row, shortage)
       select $1, q.id, q.enterprise_id, q.division_code, f.previous, f.verdict, f.effective, f.shortage
       from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::int[]) as f(id, previous, verdict, effective, shortage)
       join qualification q on q.id = f.id`,
      [
        asked.jobId,
        portion.map(({ qualification }) => qualification),
        portion.map(({ previous }) => previous),
        portion.map(({ verdict }) => verdict),
        portion.map(({ row }) => row),
        portion.map(({ shortage }) => shortage),
      ],
    );
  }
  const { enterprises, qualifications } = trial.evaluation.counts;
  return { enterprises, qualifications, changed: found.length, byChange, evaluateSeconds: trial.evaluateSeconds };
}
