import { absenceCounts, openAbsences } from '#features/service/queries.ts';
import { AbsencesPage } from '#ui/portal-pages/system/absences-page.tsx';
import { absenceWord } from '../../_portal/absence-words.ts';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { placeName } from '../../_portal/portals.ts';

const MOST_SHOWN = 200;

export const { GET, POST } = portalRoute('/system/absences', async ({ pool }) => {
  const [counts, rows] = await Promise.all([absenceCounts(pool), openAbsences(pool, { scope: '', limit: MOST_SHOWN })]);
  return {
    title: '缺漏',
    page: (
      <AbsencesPage
        counts={Object.entries(counts)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => ({ kind: absenceWord(kind), count }))}
        rows={rows.map(({ kind, caseId, divisionCode, detail, since }, at) => ({
          key: `${at} ${caseId ?? ''}`,
          kind: absenceWord(kind),
          place: divisionCode === '' ? '—' : placeName(divisionCode),
          detail,
          since,
        }))}
        most={MOST_SHOWN}
      />
    ),
  };
});
