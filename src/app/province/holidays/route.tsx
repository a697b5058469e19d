import { recordHolidayNotices } from '#features/calendar/commands.ts';
import { type HolidayChange, holidayChange, noticesFrom } from '#features/calendar/queries.ts';
import { type HolidayNotice, parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import { addDays, parseLegalDate } from '#law/periods/legal-date.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { HolidaysPage } from '#ui/portal-pages/province/holidays-page.tsx';
import { mayAct } from '../../_portal/access.ts';
import { typedIn } from '../../_portal/asked.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';

const ADDRESS = '/province/holidays';
const YEARS_BACK = 2;
const LONGEST_STRETCH = 31;

interface State {
  readonly errors?: readonly FormError[];
  readonly change?: HolidayChange;
  readonly form?: FormData;
}

async function shown(visit: PortalVisit<unknown>, { errors = [], change, form }: State): Promise<PortalAnswer> {
  const { pool, csrf, today, person } = visit;
  return {
    title: '节假日',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <HolidaysPage
        csrf={csrf}
        typed={typedIn(form)}
        errors={errors}
        notices={await noticesFrom(pool, Number(today.slice(0, 4)) - YEARS_BACK)}
        change={change ?? null}
        mayRecord={mayAct(ADDRESS, 'record', person.held) && person.seenAs === null}
      />
    ),
  };
}

/** Days of a text, each on a line of its own, stretches as `first 至 last`. */
function daysOf(text: string): string[] | string {
  const days: string[] = [];
  for (const line of text.split(/[\n,，、;；]/).map((each) => each.trim())) {
    if (line === '') continue;
    const [first = '', last = first] = line.split(/\s*(?:至|到|~|—)\s*/);
    const [from, to] = [parseLegalDate(first), parseLegalDate(last)];
    if (!from.ok) return `“${line}”读不出日期，请写成 2027-01-01 或 2027-02-05 至 2027-02-11。`;
    if (!to.ok) return `“${line}”读不出结束日期，请写成 2027-02-05 至 2027-02-11。`;
    if (to.value < from.value) return `“${line}”的结束日期早于开始日期。`;
    let day = from.value;
    for (let at = 0; day <= to.value; at++) {
      if (at >= LONGEST_STRETCH) return `“${line}”超过 ${LONGEST_STRETCH} 天，请核对。`;
      days.push(day);
      day = addDays(day, 1);
    }
  }
  return days;
}

function noticeIn(form: FormData): HolidayNotice | readonly FormError[] {
  const typed = typedIn(form);
  const errors: FormError[] = [];
  if (!/^20\d{2}$/.test(typed('year'))) errors.push({ field: 'year', text: '请填写四位年份，如 2027。' });
  if (typed('source') === '') errors.push({ field: 'source', text: '请填写通知文号。' });
  const [holidays, workdays] = [daysOf(typed('holidays')), daysOf(typed('workdays'))];
  if (typeof holidays === 'string') errors.push({ field: 'holidays', text: holidays });
  else if (holidays.length === 0) errors.push({ field: 'holidays', text: '请填写放假日期。' });
  if (typeof workdays === 'string') errors.push({ field: 'workdays', text: workdays });
  if (errors.length > 0) return errors;
  const read = parseHolidayNotices({ year: Number(typed('year')), holidays, workdays, source: typed('source') });
  if (!read.ok) return [{ field: 'holidays', text: read.reason }];
  return read.value[0] ?? [{ field: 'holidays', text: '请填写放假日期。' }];
}

export const { GET, POST } = portalRoute(ADDRESS, (visit) => shown(visit, {}), {
  preview: async (visit, form) => {
    const notice = noticeIn(form);
    if (!('year' in notice)) return shown(visit, { errors: notice, form });
    return shown(visit, { change: await holidayChange(visit.pool, notice), form });
  },
  record: async (visit, form) => {
    const notice = noticeIn(form);
    if (!('year' in notice)) return shown(visit, { errors: notice, form });
    await recordHolidayNotices(visit.pool, [notice], visit.person.name, visit.now);
    return {
      to: ADDRESS,
      notice: { kind: 'done', text: `${notice.year} 年的放假安排已登记，在办案件的期限五分钟内重新计算。` },
    };
  },
});
