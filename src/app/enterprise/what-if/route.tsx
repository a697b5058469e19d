import {
  heldQualifications,
  hireInWords,
  type ImaginedHire,
  judgeStaff,
  type StaffCertificate,
  smallestHires,
  staffOf,
  whatIf,
} from '#features/forecast/queries.ts';
import { parseLegalDate } from '#law/periods/legal-date.ts';
import { dayText, kindOf, kinds, lastDayOf, specialtyNames, UNKNOWN_DAY } from '#law/standards/index.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { WhatIfPage, type WhatIfPageProps } from '#ui/portal-pages/enterprise/what-if-page.tsx';
import { portalRoute } from '../../_portal/portal-route.tsx';
import { ownEnterprise } from '../_own.ts';

const MOST_HIRES = 99;
const MOST_LINES = 8;
const MOST_BITS = 31;

/** Every certificate that somebody may hold, as the list to choose from offers it; the value is `kind-bit`. */
const CERTIFICATES = kinds.flatMap((kind) => {
  const title = `${kind.grade ?? ''}${kind.role}`;
  const own = Array.from({ length: MOST_BITS }, (_, bit) => ({ bit, names: specialtyNames(kind.number, 1 << bit) }))
    .filter(({ names }) => names.length > 0)
    .map(({ bit, names }) => ({ value: `${kind.number}-${bit}`, label: `${title} · ${names[0] ?? ''}` }));
  return own.length > 0 ? own : [{ value: `${kind.number}-x`, label: title }];
});

function certificateOf(value: string): { kind: number; specialties: number } | undefined {
  if (!CERTIFICATES.some((each) => each.value === value)) return undefined;
  const [kind = '', bit = ''] = value.split('-');
  return { kind: Number(kind), specialties: bit === 'x' ? 0 : 1 << Number(bit) };
}

interface Read {
  readonly on: string;
  readonly leaving: ReadonlySet<number>;
  readonly lapsing: ReadonlySet<number>;
  readonly hires: readonly ImaginedHire[];
  readonly lines: WhatIfPageProps['lines'];
  readonly errors: readonly FormError[];
}

function idsIn(query: URLSearchParams, name: string): ReadonlySet<number> {
  return new Set(query.getAll(name).map(Number).filter(Number.isSafeInteger));
}

/** The supposition of an address. What cannot be read is said, and given back as it was typed. */
function readQuery(query: URLSearchParams, today: string): Read {
  const errors: FormError[] = [];
  const typed = query.get('on') ?? '';
  const day = parseLegalDate(typed === '' ? today : typed);
  if (!day.ok || day.value < today) {
    errors.push({ field: 'on', text: '比对日期应为今天或以后的日期，写成 2027-01-31 的样子。' });
  }
  const [values, numbers, untils] = [query.getAll('hire'), query.getAll('number'), query.getAll('until')];
  const hires: ImaginedHire[] = [];
  const lines: { hire: string; number: string; until: string }[] = [];
  for (const [at, hire] of values.slice(0, MOST_LINES).entries()) {
    if (hire === '') continue;
    const line = { hire, number: numbers[at] ?? '', until: untils[at] ?? '' };
    const field = `number-${lines.length}`;
    lines.push(line);
    const certificate = certificateOf(hire);
    const count = line.number.trim() === '' ? 1 : Number(line.number);
    const until = line.until === '' ? null : parseLegalDate(line.until);
    if (certificate === undefined) {
      errors.push({
        field: `hire-${lines.length - 1}`,
        text: `第 ${lines.length} 行的注册类别不在列表中，请重新选择。`,
      });
    } else if (!Number.isInteger(count) || count < 1 || count > MOST_HIRES) {
      errors.push({ field, text: `第 ${lines.length} 行的人数应为 1 至 ${MOST_HIRES} 的整数。` });
    } else if (until !== null && !until.ok) {
      errors.push({
        field: `until-${lines.length - 1}`,
        text: `第 ${lines.length} 行的有效期有误，请写成 2027-01-31 的样子。`,
      });
    } else {
      hires.push({ ...certificate, count, validUntil: until === null ? null : until.value });
    }
  }
  return {
    on: day.ok && day.value >= today ? day.value : today,
    leaving: idsIn(query, 'leave'),
    lapsing: idsIn(query, 'lapse'),
    hires,
    lines,
    errors,
  };
}

function peopleOf(staff: readonly StaffCertificate[], read: Read): WhatIfPageProps['people'] {
  const people = new Map<
    number,
    { id: number; name: string; certificates: { text: string; until: string | null }[] }
  >();
  for (const { personId, name, kind, specialties, validUntil, terms } of staff) {
    const person = people.get(personId) ?? { id: personId, name, certificates: [] };
    const known = kindOf(kind);
    const names = specialtyNames(kind, specialties)
      .map((specialty) => {
        const own = terms.find(
          ({ mask, until }) => until !== UNKNOWN_DAY && specialtyNames(kind, mask)[0] === specialty,
        );
        return own === undefined ? specialty : `${specialty}至 ${dayText(own.until)}`;
      })
      .join('、');
    person.certificates.push({
      text: `${known?.grade ?? ''}${known?.role ?? ''}${names === '' ? '' : `（${names}）`}`,
      until: lastDayOf(specialties, validUntil, terms),
    });
    people.set(personId, person);
  }
  return [...people.values()].map((person) => ({
    ...person,
    leaves: read.leaving.has(person.id),
    lapses: read.lapsing.has(person.id),
  }));
}

export const { GET, POST } = portalRoute('/enterprise/what-if', async (visit) => {
  const { pool, site, today, url } = visit;
  const enterprise = await ownEnterprise(visit);
  const read = readQuery(url.searchParams, today);
  const [staff, held] = await Promise.all([staffOf(site.pool, enterprise.id), heldQualifications(pool, enterprise.id)]);
  const results = whatIf(staff, held, today, read);
  const short = judgeStaff(staff, held, today).filter(({ finding }) => finding.shortage > 0);
  return {
    title: '试算',
    status: read.errors.length === 0 ? 200 : 422,
    page: (
      <WhatIfPage
        today={today}
        on={url.searchParams.get('on') ?? today}
        asked={read.leaving.size + read.lapsing.size + read.hires.length > 0 || read.on !== today}
        comparedOn={read.on}
        people={peopleOf(staff, read)}
        lines={read.lines}
        certificates={CERTIFICATES}
        results={results}
        suggestions={short.map(({ qualification }) => ({
          qualification: qualification.name,
          hires: smallestHires(staff, qualification, today).map(hireInWords),
        }))}
        errors={read.errors}
      />
    ),
  };
});
