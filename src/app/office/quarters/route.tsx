import { citationOf } from '#features/casework/queries.ts';
import { recordQuarterReview, reportQuarter } from '#features/supervision/commands.ts';
import {
  citySwitches,
  parseQuarter,
  quarterBefore,
  quarterlyDues,
  quarterlySummary,
  quarterOf,
  quarterReports,
  quarterReviews,
  REVIEW_KINDS,
} from '#features/supervision/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { minuteOf } from '#ui/dates.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { QuartersPage, type QuartersPageProps } from '#ui/portal-pages/office/quarters-page.tsx';
import { officeOfPerson } from '../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { actsFor, placeName } from '../../_portal/portals.ts';
import { textIn } from '../../_site/form-fields.ts';

const QUARTERS = 5;
const REPORTS = 400;
const REVIEWS = 100;

/** The running quarter and those before it. */
function quartersUntil(today: string): string[] {
  const names: string[] = [];
  for (let quarter = quarterOf(today); names.length < QUARTERS; quarter = quarterBefore(quarter)) {
    names.push(quarter.name);
  }
  return names;
}

function quarterIn({ url, today }: PortalVisit<unknown>): string {
  const asked = url.searchParams.get('quarter') ?? '';
  return parseQuarter(asked) === undefined ? quarterBefore(quarterOf(today)).name : asked;
}

interface Asked {
  readonly report?: NonNullable<QuartersPageProps['reporting']>['typed'];
  readonly review?: NonNullable<QuartersPageProps['reviewing']>['typed'];
  readonly errors: readonly FormError[];
}

/** Whether the quarter is over: what is signed before is a snapshot. */
function isOver(quarter: string, today: string): boolean {
  const parsed = parseQuarter(quarter);
  return parsed !== undefined && parsed.last < today;
}

async function summaryOf({ pool, url, person, today, now }: PortalVisit<unknown>, quarter: string) {
  const { division, level } = officeOfPerson(person);
  const city = level === 'city' ? division : (url.searchParams.get('city') ?? '');
  if (!city.startsWith(division)) return undefined;
  const summary = await quarterlySummary(pool, city, quarter, now);
  if (summary === undefined) return undefined;
  return {
    city,
    cityName: placeName(city),
    complete: isOver(quarter, today),
    until: minuteOf(summary.dataInstant),
    dueBy: summary.dueBy,
    rows: summary.rows.map((row) => ({
      division: row.division,
      values: [row.yellow, row.red, row.proposed, row.revoked, row.kept, row.cleared, row.pending],
    })),
  };
}

async function shown(visit: PortalVisit<unknown>, asked: Asked): Promise<PortalAnswer> {
  const { pool, person, today, csrf } = visit;
  const { division, level } = officeOfPerson(person);
  const quarter = quarterIn(visit);
  const cities = await citySwitches(pool, { scope: division, today });
  const [summary, reports, dues, reviews] = await Promise.all([
    summaryOf(visit, quarter),
    quarterReports(pool, { scope: division, limit: REPORTS }),
    quarterlyDues(pool, { scope: division, today }),
    quarterReviews(pool, { scope: division, quarter, limit: REVIEWS }),
  ]);
  const own = reports.filter((each) => each.quarter === quarter && !each.snapshot);
  const mayAct = person.held.role === 'handler';
  const reported = own.some(({ city }) => city === division);
  return {
    title: '季度汇总',
    place: '/office/quarters',
    status: asked.errors.length === 0 ? 200 : 422,
    page: (
      <QuartersPage
        csrf={csrf}
        today={today}
        quarter={quarter}
        quarters={quartersUntil(today)}
        summary={summary}
        cities={cities.map(({ city, name }) => ({
          city,
          name,
          reported: own.find((each) => each.city === city) ?? null,
          dueBy: dues.find((due) => due.city === city && due.quarter === quarter)?.byDay ?? null,
        }))}
        older={dues
          .filter((due) => due.quarter !== quarter)
          .map((due) => ({
            key: `${due.city} ${due.quarter}`,
            name: due.cityName,
            quarter: due.quarter,
            byDay: due.byDay,
          }))}
        reviews={reviews.map((each) => ({
          ...each,
          city: placeName(each.city),
          kind: Object.entries<string>(REVIEW_KINDS).find(([kind]) => kind === each.kind)?.[1] ?? each.kind,
        }))}
        reporting={
          mayAct && level === 'city' && !reported
            ? {
                office: actsFor(person.held),
                clause: clauseIn(visit.site.province, 'quarterly-reports'),
                citation: citationOf(clauseIn(visit.site.province, 'quarterly-reports')),
                typed: asked.report ?? { signer: '', problems: '' },
                errors: asked.report === undefined ? [] : asked.errors,
              }
            : undefined
        }
        reviewing={
          mayAct && level === 'province'
            ? {
                typed: asked.review ?? { city: '', kind: '', onDay: today, number: '', content: '' },
                errors: asked.review === undefined ? [] : asked.errors,
              }
            : undefined
        }
      />
    ),
  };
}

export const { GET, POST } = portalRoute('/office/quarters', (visit) => shown(visit, { errors: [] }), {
  report: async (visit, form) => {
    const { pool, press, person, now } = visit;
    const typed = { signer: textIn(form, 'signer').trim(), problems: textIn(form, 'problems').trim() };
    if (typed.signer === '') {
      return shown(visit, { report: typed, errors: [{ field: 'signer', text: '请写明签发人。' }] });
    }
    const outcome = await reportQuarter(
      { pool, press },
      {
        city: officeOfPerson(person).division,
        quarter: textIn(form, 'quarter'),
        actor: { name: person.name, role: 'city' },
        signer: typed.signer,
        ...(typed.problems === '' ? {} : { problems: typed.problems }),
        recordedAt: now,
      },
    );
    if (outcome.outcome === 'refused') return shown(visit, { report: typed, errors: [{ text: outcome.reason }] });
    return {
      to: `/office/quarters?quarter=${outcome.summary.quarter}`,
      notice: {
        kind: 'done',
        text: isOver(outcome.summary.quarter, visit.today)
          ? '季度汇总已签发并报送。'
          : '阶段数字已签发，季度结束后请报送季度汇总。',
        link: { label: '打开报告', address: `/office/documents/${outcome.document.id}` },
      },
    };
  },
  review: async (visit, form) => {
    const text = (name: string) => textIn(form, name).trim();
    const quarter = text('quarter');
    const typed = {
      city: text('city'),
      kind: text('kind'),
      onDay: text('onDay'),
      number: text('number'),
      content: text('content'),
    };
    const kind = Object.keys(REVIEW_KINDS).find((each): each is keyof typeof REVIEW_KINDS => each === typed.kind);
    const missing: FormError[] = [
      ...(typed.city === '' ? [{ field: 'city', text: '请选择设区市。' }] : []),
      ...(kind === undefined ? [{ field: 'kind', text: '请选择抽查或者通报批评。' }] : []),
      ...(typed.onDay === '' ? [{ field: 'onDay', text: '请填写日期。' }] : []),
      ...(typed.content === '' ? [{ field: 'content', text: '请写明抽查的情况，或者通报的事由。' }] : []),
    ];
    if (kind === undefined || missing.length > 0) return shown(visit, { review: typed, errors: missing });
    const outcome = await recordQuarterReview(visit.pool, {
      city: typed.city,
      quarter,
      kind,
      onDay: typed.onDay,
      content: typed.content,
      ...(typed.number === '' ? {} : { number: typed.number }),
      actor: { name: visit.person.name, role: 'province' },
      recordedAt: visit.now,
    });
    if (outcome.outcome === 'refused') return shown(visit, { review: typed, errors: outcome.faults });
    return { to: `/office/quarters?quarter=${quarter}`, notice: { kind: 'done', text: '已登记。' } };
  },
});
