import { explainStage } from '#features/casework/queries.ts';
import { maskName } from '#law/identifiers/masking.ts';
import { kindOf, specialtyNames } from '#law/standards/index.ts';
import type { Pool } from '#platform/database/connections.ts';
import type { CalendarEntry } from './calendar-file.ts';
import { endsOf } from './look-ahead.ts';
import type { HeldQualification, StaffCertificate } from './staff.ts';

interface CaseDay {
  readonly id: string;
  readonly qualification: string;
  readonly regime: string;
  readonly stage: string;
  readonly deadline: string;
  readonly provisional: boolean;
}

function certificateText({ kind, specialties }: StaffCertificate): string {
  const known = kindOf(kind);
  const names = specialtyNames(kind, specialties).join('、');
  return `${known?.grade ?? ''}${known?.role ?? ''}${names === '' ? '' : `（${names}）`}`;
}

/** The days that somebody of the enterprise should not miss. A calendar leaves the platform, so names are masked in it. */
export async function calendarEntries(
  pool: Pool,
  of: {
    readonly enterpriseId: number;
    readonly staff: readonly StaffCertificate[];
    readonly qualifications: readonly HeldQualification[];
  },
  at: { readonly today: string; readonly baseUrl: string },
): Promise<CalendarEntry[]> {
  const cases = await pool.query<CaseDay>(
    `select c.id, q.name as qualification, c.regime, c.stage, c.deadline, c.provisional
     from cases c join qualification q on q.id = c.qualification_id
     where c.enterprise_id = $1 and c.closed_on is null and c.deadline is not null order by c.deadline, c.id`,
    [of.enterpriseId],
  );
  const ahead = `${at.baseUrl}/enterprise/look-ahead`;
  const registrations = of.staff.flatMap(endsOf).flatMap(({ certificate: each, day, specialties }): CalendarEntry[] => {
    if (day < at.today) return [];
    const what = certificateText(each);
    // The address of an entry stays what it was where the whole certificate ends, so that a calendar moves it.
    const part = specialties.length === 0 ? '' : `-${specialties.join('-')}`;
    const ending = specialties.length === 0 ? '注册' : `中${specialties.join('、')}专业的注册`;
    return [
      {
        uid: `registration-${each.personId}-${each.kind}-${each.specialties}${part}@qualwatch`,
        day,
        summary: `${maskName(each.name)}的${what}${ending}到期`,
        description: '到期次日起不再计入。请提前办理延续注册，并查看到期后哪些资质会不足。',
        url: ahead,
      },
    ];
  });
  const certificates = of.qualifications.flatMap((each): CalendarEntry[] =>
    each.validUntil === null || each.validUntil < at.today
      ? []
      : [
          {
            uid: `qualification-${each.id}@qualwatch`,
            day: each.validUntil,
            summary: `${each.name}有效期届满`,
            description: '请在届满前按规定申请延续。',
            url: `${at.baseUrl}/enterprise/qualifications/${each.id}`,
          },
        ],
  );
  const deadlines = cases.rows.map((each) => ({
    uid: `case-${each.id}@qualwatch`,
    day: each.deadline,
    summary: `${each.qualification}：${explainStage(each.regime, each.stage)}期限届满`,
    description: each.provisional
      ? '期限为暂定，放假安排公布或者送达后可能变动。'
      : '届满仍未达标的，主管部门依法继续办理。',
    url: `${at.baseUrl}/enterprise/cases/${each.id}`,
  }));
  return [...deadlines, ...certificates, ...registrations].sort(
    (a, b) => a.day.localeCompare(b.day) || a.uid.localeCompare(b.uid),
  );
}
