import { gunzipSync } from 'node:zlib';
import { snapshotOf } from '#features/open-data/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Answer } from '../../../_site/answer.ts';
import { publicRoute } from '../../../_site/public-route.ts';

const AN_HOUR = 3_600;

/** The month's open data as NDJSON; the first line says from which position of the feed to read on. */
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/api/v1/snapshot', as: 'interface', limited: true },
  async ({ site, url }): Promise<Answer> => {
    const written = url.searchParams.get('month');
    const month = written === null || written === '' ? undefined : written;
    if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      throw new ProblemError('invalid-month', 'month 应写成 YYYY-MM，例如 2026-11。', 'month');
    const snapshot = await snapshotOf(site.pool, month);
    if (snapshot === undefined)
      throw new ProblemError('snapshot-not-found', `没有${month === undefined ? '' : ` ${month} `}月度数据。`, 'month');
    // The web server takes Content-Encoding away, so who wants it packed asks for a packed file.
    const packed = url.searchParams.get('format') === 'gzip';
    return {
      status: 200,
      type: packed ? 'gzip' : 'ndjson',
      body: Uint8Array.from(packed ? snapshot.content : gunzipSync(snapshot.content)),
      keepFor: AN_HOUR,
      headers: {
        'Content-Disposition': `attachment; filename="qualwatch-${snapshot.month}.ndjson${packed ? '.gz' : ''}"`,
        Link: `</api/v1/changes?since=${snapshot.position}>; rel="next"`,
      },
    };
  },
);
