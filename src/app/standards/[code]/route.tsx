import { assessmentOn, parseDay, rowOn } from '#law/standards/index.ts';
import { legalDayOf } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { StandardPage } from '#ui/pages/standard-page.tsx';
import { contextOf, page } from '../../_site/pages.tsx';
import { publicRoute } from '../../_site/public-route.ts';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute<{ code: string }>(
  { route: '/standards/{code}', as: 'page' },
  async ({ site, url, now, params }) => {
    const code = params.code.toUpperCase();
    const on = parseDay(legalDayOf(now)) ?? 0;
    const row = rowOn(code, on);
    if (row === undefined) throw new ProblemError('not-found', '资质标准数据中没有这一条，请从标准目录进入。');
    if (params.code !== code) return { to: `/standards/${code}` };
    const assessment = assessmentOn({ code, divisionCode: site.province, on });
    const effective = typeof assessment?.effectiveCode === 'string' ? rowOn(assessment.effectiveCode, on) : undefined;
    return page(
      <StandardPage context={await contextOf(url, now)} row={row} assessment={assessment} effective={effective} />,
    );
  },
);
