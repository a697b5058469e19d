import { workList } from '#features/casework/queries.ts';
import { dutyName } from '#law/regimes/duties.ts';
import { recordAudit } from '#platform/audit.ts';
import { csvFile } from '#platform/files/csv-writer.ts';
import { stageName } from '../../_portal/case-words.ts';
import { officeOfPerson } from '../../_portal/office.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

const MOST_ROWS = 50_000;
const HEADS = ['事项', '企业', '统一社会信用代码', '资质', '期限', '是否逾期', '阶段', '注册地', '立案日期', '代办'];

/** The work list as it is filtered, whole, for a spreadsheet. */
export const { GET, POST } = portalRoute('/office/export', async ({ pool, person, url, today, now }) => {
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim() || undefined;
  const { items } = await workList(
    pool,
    {
      handlers: [officeOfPerson(person).level],
      what: text('what'),
      division: text('division'),
      text: text('q'),
      overdueOnly: text('overdue') === '1',
    },
    { today, limit: MOST_ROWS },
  );
  const rows = items.map((item) => [
    dutyName(item.what),
    item.enterprise,
    item.uscc,
    item.qualification,
    item.byDay ?? '',
    item.overdue ? '是' : '否',
    stageName(item.regime, item.stage),
    placeName(item.divisionCode),
    item.openedOn,
    item.forCity === null ? '' : `代${placeName(item.forCity)}`,
  ]);
  // A list of enterprises leaves the platform: it is on record who took it (L3-CES1-11); a support view records nothing but itself.
  if (person.seenAs === null) {
    await recordAudit(pool, {
      at: now,
      actor: person.name,
      action: 'export',
      subject: 'work-list',
      content: { what: 'work-list', rows: rows.length },
    });
  }
  return { file: csvFile(HEADS, rows), type: 'text/csv; charset=utf-8', name: `待办 ${today}.csv` };
});
