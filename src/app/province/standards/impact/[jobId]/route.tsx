import { z } from 'zod';
import { impactByCity, impactFindings } from '#features/impact/queries.ts';
import { jobOf } from '#features/jobs/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { numberPosition } from '#platform/list-position.ts';
import { ImpactPage } from '#ui/portal-pages/province/impact-page.tsx';
import { COMPARES_WITH_WORDS } from '#ui/words.ts';
import { following, queryOf } from '../../../../_portal/asked.ts';
import { idOf } from '../../../../_portal/office.ts';
import { portalRoute } from '../../../../_portal/portal-route.tsx';
import { placeName } from '../../../../_portal/portals.ts';
import { assessmentRules, ruleSubject } from '../../../../_portal/rule-words.ts';

const PAGE_SIZE = 50;
const MOST_SERIES = 4;

function ruleWord(id: string): string {
  const rule = assessmentRules.rules.find((each) => each.id === id);
  return rule === undefined ? id : ruleSubject(rule.match);
}

const resultSchema = z.object({
  enterprises: z.number().default(0),
  qualifications: z.number().default(0),
  byChange: z.record(z.string(), z.number()).default({}),
});

export const { GET, POST } = portalRoute<{ readonly jobId: string }>(
  '/province/standards/impact/[jobId]',
  async ({ pool, params, url }) => {
    const job = await jobOf(pool, idOf(params.jobId, '次测算'));
    if (job === undefined || job.asked.kind !== 'impact')
      throw new ProblemError('not-found', '没有这次测算，请核对地址。');
    const { asked, status, result, done, total, failure } = job;
    const query = queryOf(url);
    const [change, after] = [query('change'), numberPosition(query('after')) ?? 0];
    const { enterprises, qualifications, byChange } = resultSchema.parse(result ?? {});
    const changes = Object.entries(byChange)
      .map(([each, count]) => ({ change: each, count }))
      .sort((a, b) => b.count - a.count);
    const series = changes.slice(0, MOST_SERIES).map((each) => each.change);
    const [page, byCity] = await Promise.all([
      impactFindings(pool, job.id, { change }, { after, limit: PAGE_SIZE }),
      impactByCity(pool, job.id),
    ]);
    const under = status === 'waiting' || status === 'running';
    return {
      title: asked.name,
      place: '/province/standards',
      ...(under ? { refreshSeconds: 2 } : {}),
      page: (
        <ImpactPage
          id={job.id}
          name={asked.name}
          status={status}
          done={done}
          total={total}
          failure={failure}
          facts={[
            ['适用地区', placeName(asked.division)],
            ['年龄', asked.maximumAge === null ? '不比对' : `${asked.maximumAge} 周岁及以下`],
            ['社会保险', asked.insurance === 'required' ? '缴纳异常的不计入' : '不比对'],
            ...asked.compares.map(({ rule, comparesWith }): [string, string] => [
              ruleWord(rule),
              COMPARES_WITH_WORDS[comparesWith],
            ]),
            ['比对日期', asked.asOf],
            ...(status === 'done'
              ? ([['比对范围', `${enterprises} 家企业，${qualifications} 项资质`]] satisfies [string, string][])
              : []),
          ]}
          changes={changes}
          change={change}
          series={series}
          cities={[...Map.groupBy(byCity, ({ city }) => city)].map(([city, rows]) => ({
            label: placeName(city),
            values: series.map(
              (each) => rows.find(({ previous, verdict }) => `${previous} ${verdict}` === each)?.count ?? 0,
            ),
          }))}
          rows={page.rows.map((row) => ({ ...row, place: placeName(row.divisionCode) }))}
          next={following(url, 'after', page.next)}
          onFirst={after === 0}
        />
      ),
    };
  },
);
