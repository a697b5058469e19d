import {
  differenceRows,
  type RunDifference,
  type RunSummary,
  runBefore,
  runOf,
  stagedRows,
} from '#features/verification/queries.ts';
import { recordAudit } from '#platform/audit.ts';
import type { Pool } from '#platform/database/connections.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { runName } from '#ui/portal-pages/province/run-words.tsx';
import { verdictWord } from '#ui/portal-pages/province/verdict-word.ts';
import { csvOf, numberOf } from '../../../../_portal/asked.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';
import { placeName } from '../../../../_portal/portals.ts';

const MOST = 200_000;

interface List {
  readonly name: string;
  /** how the verdict before is called */
  readonly before: string;
  readonly after: string;
  readonly rows: readonly RunDifference[];
}

/** What a held run would change, or what a settled one changed since the month before. */
async function listOf(pool: Pool, run: RunSummary | undefined): Promise<List> {
  if (run?.status === 'held') {
    const rows = await stagedRows(pool, run.id, MOST);
    return { name: `${runName(run)} 待放行的变化`, before: '现有结论', after: '放行后结论', rows };
  }
  const before = run === undefined || run.kind !== 'month' ? undefined : await runBefore(pool, run);
  if (run?.settledAt == null || before?.settledAt == null) {
    throw new ProblemError('not-found', '这次核查没有可比的上月，没有名单可以导出。');
  }
  const rows = await differenceRows(pool, { before: before.settledAt, after: run.settledAt }, MOST);
  return { name: `核查变化 ${before.month}至${run.month}`, before: '上月结论', after: '本月结论', rows };
}

/** Whose verdict changes, one by one. */
export const { GET, POST } = portalRoute<{ readonly runId: string }>(
  '/province/runs/[runId]/difference',
  async ({ pool, params, person, now }) => {
    const id = numberOf(params.runId, '次核查');
    const { name, before, after, rows } = await listOf(pool, await runOf(pool, id));
    // A list of enterprises leaves the platform: it is on record who took it (L3-CES1-11); a support view records nothing but itself.
    if (person.seenAs === null) {
      await recordAudit(pool, {
        at: now,
        actor: person.name,
        action: 'export',
        subject: `run:${id}`,
        content: { what: 'run-difference', rows: rows.length },
      });
    }
    return {
      name: `${name}.csv`,
      type: 'text/csv; charset=utf-8',
      file: csvOf(
        ['企业', '统一社会信用代码', '资质', '序列', '市', '区划代码', before, after, '缺额'],
        rows.map((row) => [
          row.enterprise,
          row.uscc,
          row.qualification,
          row.series,
          placeName(row.divisionCode.slice(0, 4)),
          row.divisionCode,
          verdictWord(row.previous),
          verdictWord(row.verdict),
          row.shortage,
        ]),
      ),
    };
  },
);
