import { differenceRows, runBefore, runOf } from '#features/verification/queries.ts';
import { recordAudit } from '#platform/audit.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { verdictWord } from '#ui/portal-pages/province/verdict-word.ts';
import { csvOf, numberOf } from '../../../../_portal/asked.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';
import { placeName } from '../../../../_portal/portals.ts';

const MOST = 200_000;

/** Who newly fails and who recovered since the month before, one by one. */
export const { GET, POST } = portalRoute<{ readonly runId: string }>(
  '/province/runs/[runId]/difference',
  async ({ pool, params, person, now }) => {
    const run = await runOf(pool, numberOf(params.runId, '次核查'));
    const before = run === undefined ? undefined : await runBefore(pool, run);
    if (run?.settledAt == null || before?.settledAt == null) {
      throw new ProblemError('not-found', '这次核查没有可比的上月，没有名单可以导出。');
    }
    const rows = await differenceRows(pool, { before: before.settledAt, after: run.settledAt }, MOST);
    // A list of enterprises leaves the platform: it is on record who took it (L3-CES1-11); a support view records nothing but itself.
    if (person.seenAs === null) {
      await recordAudit(pool, {
        at: now,
        actor: person.name,
        action: 'export',
        subject: `run:${run.id}`,
        content: { what: 'run-difference', rows: rows.length },
      });
    }
    return {
      name: `核查变化 ${before.month}至${run.month}.csv`,
      type: 'text/csv; charset=utf-8',
      file: csvOf(
        ['企业', '统一社会信用代码', '资质', '序列', '市', '区划代码', '上月结论', '本月结论', '缺额'],
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
