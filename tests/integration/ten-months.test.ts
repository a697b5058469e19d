import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { syntheticResidentId } from '#features/demo/synthetic-identifiers.ts';
import { type ImportEnvironment, importFile } from '#features/intake/commands.ts';
import { bringWhatTimeBrings, recheckChangedEnterprises, runMonth } from '#features/verification/commands.ts';
import { randomFrom } from '#platform/seeded-random.ts';
import { syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';
import { naiveJudge } from '#tests/unit/law/standards/naive-judge.ts';
import { statusSchema } from '../../src/app/_site/interface-schemas.ts';
import { enterprisesCsv, type Intake, openIntake, REGISTRATION_HEADER, registrationLine } from './import-support.ts';

const PROVINCE = { province: '45' };
const FIRMS = 6;
const FIRST = '2026-01-05';
const DAYS = 300;
const ROWS = [
  { name: '建筑工程施工总承包三级', code: 'GC-01-3' },
  { name: '市政公用工程施工总承包三级', code: 'GC-10-3' },
] as const;

/** One certificate as the field knows it. */
interface Held {
  readonly person: number;
  readonly seal: string;
  readonly specialty: string;
  firm: number;
  validUntil: string;
  ended: boolean;
}

const random = randomFrom(20_260_105);
const pick = (from: number) => Math.floor(random() * from);
const dayPlus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`);

const births: string[] = [];
const held: Held[] = [];
let serial = 0;

function hire(firm: number, day: string, person = births.length): Held {
  // Every third person reaches the age of 61 within the ten months.
  if (person === births.length) births.push(person % 3 === 0 ? dayPlus('1964-12-20', pick(330)) : '1985-06-15');
  const one: Held = {
    person,
    seal: syntheticSeal(++serial),
    specialty: random() < 0.6 ? '建筑工程' : '市政公用工程',
    firm,
    validUntil: dayPlus(day, 20 + pick(500)),
    ended: false,
  };
  held.push(one);
  return one;
}

const lineOf = (one: Held) =>
  registrationLine({
    serial: one.person,
    enterprise: one.firm + 1,
    name: `演示人员${one.person}`,
    idNumber: syntheticResidentId(births[one.person] ?? '', one.person),
    seal: one.seal,
    specialties: one.specialty,
    registeredOn: '2024-05-15',
    validUntil: one.validUntil,
    status: one.ended ? '注销' : '',
  });

let intake: Intake;
let now = at(FIRST, '00:00');
let environment: ImportEnvironment;

beforeAll(async () => {
  intake = await openIntake();
  environment = { ...intake.environment, clock: { now: () => now } };
  vi.stubEnv('DATABASE_URL', intake.database.url);
  vi.stubEnv('QUALWATCH_RATE_LIMIT', '1000000');
  vi.stubEnv('LOG_LEVEL', 'silent');
  vi.stubEnv('QUALWATCH_PROVINCE', '45');
});

afterAll(async () => {
  const { site } = await import('../../src/app/_site/site.ts');
  await site().pool.end();
  vi.unstubAllEnvs();
  await intake.close();
});

let files = 0;
async function take(entity: 'enterprises' | 'qualifications' | 'registrations', lines: string[], full: boolean) {
  const place = await intake.file(`file-${++files}.csv`, lines.join('\n'));
  const extent = full ? 'full' : 'incremental';
  const summary = await importFile({ entity, files: [place], feed: 'province', extent }, environment);
  expect(summary).toMatchObject({ status: 'applied', quarantined: 0 });
}

async function worker(): Promise<void> {
  const { url, pool } = intake.database;
  await bringWhatTimeBrings(url, pool, { ...PROVINCE, now });
  while ((await recheckChangedEnterprises(url, pool, { ...PROVINCE, now })) !== undefined);
}

/** What the naive judge says of every firm's qualifications on a day, from the field's own book. */
function judged(day: string): string[][] {
  const inForce = held.filter((one) => !one.ended && one.validUntil >= day);
  const firmsOf = new Map<number, Set<number>>();
  for (const one of inForce) firmsOf.set(one.person, (firmsOf.get(one.person) ?? new Set()).add(one.firm));
  return Array.from({ length: FIRMS }, (_, firm) => {
    const registrations = held
      .filter((one) => !one.ended && one.firm === firm)
      .map((one) => ({
        person: String(one.person),
        role: '注册建造师',
        grade: '二级',
        specialties: [one.specialty],
        validUntil: one.validUntil,
        birthDate: births[one.person] ?? '',
        insurance: 'paid',
        elsewhere: (firmsOf.get(one.person)?.size ?? 0) > 1,
      }));
    return ROWS.map(({ code }) => {
      const policy = { maximumAge: 60, insurance: 'ignore' } as const;
      return naiveJudge({ asOf: day, code, level: 'current', policy, registrations }).verdict;
    });
  });
}

/** Something happens in the field; what changed is what the day's increment tells. */
function live(day: string): Held[] {
  const standing = held.filter((one) => !one.ended);
  const one = standing[pick(standing.length)];
  if (one === undefined) return [];
  const what = random();
  if (what < 0.35) return [hire(pick(FIRMS), day)];
  if (what < 0.5) one.firm = pick(FIRMS);
  else if (what < 0.65) one.ended = true;
  else if (what < 0.9) one.validUntil = dayPlus(day, 300 + pick(400));
  else return [hire(pick(FIRMS), day, one.person)];
  return [one];
}

test('issue 9.6: ten months of feeds, hires, moves, ends and restarts, judged every day and asked as of every past day: no difference', async () => {
  const { url, pool } = intake.database;
  await take('enterprises', enterprisesCsv(FIRMS).split('\n'), false);
  const qualifications = Array.from({ length: FIRMS }, (_, firm) =>
    ROWS.map(
      ({ name }, place) => `${syntheticUscc(firm + 1)},${name},D345${String(firm * 2 + place).padStart(6, '0')}`,
    ),
  ).flat();
  await take('qualifications', ['统一社会信用代码,资质名称,证书编号', ...qualifications], false);
  for (let firm = 0; firm < FIRMS; firm++) for (let each = 0; each < 9; each++) hire(firm, FIRST);
  await take('registrations', [REGISTRATION_HEADER, ...held.map(lineOf)], true);

  const counts = { events: 0, files: 0, restarts: 0, flips: 0, compared: 0, asked: 0, differences: 0 };
  const expected = new Map<string, string[][]>();
  let before = '';
  for (let index = 0; index < DAYS; index++) {
    const day = dayPlus(FIRST, index);
    // A worker that was down in the night begins in the morning, and sometimes two begin.
    now = at(day, index % 7 === 3 ? '09:40' : '00:05');
    if (index % 7 === 3) counts.restarts++;
    await Promise.all(index % 11 === 0 ? [worker(), worker()] : [worker()]);
    if (day.endsWith('-01')) {
      now = at(day, '10:10');
      const month = { month: day.slice(0, 7), scope: '', asOf: day, now };
      expect((await runMonth(url, pool, month, PROVINCE)).settlement.outcome).toBe('settled');
    }
    now = at(day, '12:00');
    const changed = random() < 0.45 ? Array.from({ length: 1 + pick(3) }, () => live(day)).flat() : [];
    const full = day.endsWith('-01') || index === 0;
    if (full) await take('registrations', [REGISTRATION_HEADER, ...held.filter((one) => !one.ended).map(lineOf)], true);
    else if (changed.length > 0)
      await take('registrations', [REGISTRATION_HEADER, ...new Set(changed.map(lineOf))], false);
    counts.events += changed.length;
    now = at(day, '12:01');
    if (full || changed.length > 0) await worker();
    const right = judged(day);
    expected.set(day, right);
    const text = JSON.stringify(right);
    if (text !== before) counts.flips++;
    before = text;
    const standing = await intake.rows<{ verdict: string }>(
      `select v.verdict from verdict v join qualification q on q.id = v.qualification_id join enterprise e on e.id = v.enterprise_id
       where v.known_to is null order by e.uscc, q.standard_row`,
    );
    const found = standing.map(({ verdict }) => verdict);
    counts.compared += found.length;
    counts.differences += right.flat().filter((verdict, place) => found[place] !== verdict).length;
    expect(found, `${day}`).toEqual(right.flat());
  }
  counts.files = files;

  // Long after, every past day is asked as a stranger asks.
  vi.useFakeTimers({ now: at(dayPlus(FIRST, DAYS + 3), '12:00'), toFake: ['Date'] });
  const { GET } = await import('../../src/app/api/v1/enterprises/[uscc]/status/route.ts');
  for (const [day, right] of expected) {
    await Promise.all(
      right.map(async (verdicts, firm) => {
        const uscc = syntheticUscc(firm + 1);
        const request = new Request(`http://test.invalid/api/v1/enterprises/${uscc}/status?asOf=${day}`);
        const response = await GET(request, { params: Promise.resolve({ uscc }) });
        const { qualifications: shown } = statusSchema.parse(await response.json());
        counts.asked += shown.length;
        const told = ROWS.map(({ name }) => shown.find((each) => each.name === name)?.verdict);
        counts.differences += told.filter((verdict, place) => verdict !== verdicts[place]).length;
      }),
    );
  }
  vi.useRealTimers();
  console.log(`ten months: ${JSON.stringify(counts)}`);
  expect(counts.differences).toBe(0);
  expect(counts.flips).toBeGreaterThan(30);
}, 600_000);
