import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { declareCoverage, takeSourcesAsComplete } from '#features/intake/commands.ts';
import { sourceTroubles } from '#features/intake/queries.ts';
import { sweepAbsences } from '#features/service/commands.ts';
import { recheckChangedEnterprises, runMonth } from '#features/verification/commands.ts';
import { syntheticUscc } from '#tests/load/synthetic-register.ts';
import {
  enterprisesCsv,
  type Intake,
  openIntake,
  REGISTRATION_HEADER,
  type RegistrationLine,
  registrationLine,
} from './import-support.ts';

const PROVINCE = { province: '45' };
/** Six enterprises with 建筑三级 (five builders): enough people, four, nobody. */
const FIRMS = 6;
const STAFF = [6, 5, 5, 4, 2, 0] as const;

const qualificationLines = Array.from(
  { length: FIRMS },
  (_, at) => `${syntheticUscc(at + 1)},建筑工程施工总承包三级,D345${String(at + 1).padStart(6, '0')}`,
);
const registrationLines: RegistrationLine[] = STAFF.flatMap((staff, at) =>
  Array.from({ length: staff }, (_, person) => ({ serial: (at + 1) * 100 + person, enterprise: at + 1 })),
);
const projectLines = ['4501032601010001,演示工程一,450103', '4501032601010002,演示工程二,450103'];

type Kind = 'enterprises' | 'qualifications' | 'registrations' | 'projects';

const CONTENT: Readonly<Record<Kind, { readonly header: string; readonly lines: readonly string[] }>> = {
  enterprises: { header: enterprisesCsv(0), lines: enterprisesCsv(FIRMS).split('\n').slice(1) },
  qualifications: { header: '统一社会信用代码,资质名称,证书编号', lines: qualificationLines },
  registrations: { header: REGISTRATION_HEADER, lines: registrationLines.map(registrationLine) },
  projects: { header: '项目编号,项目名称,行政区划', lines: projectLines },
};

const ORDERS = permutations(['enterprises', 'qualifications', 'registrations', 'projects'] as const);

function permutations<T>(of: readonly T[]): T[][] {
  if (of.length < 2) return [[...of]];
  return of.flatMap((first, at) =>
    permutations([...of.slice(0, at), ...of.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

let intake: Intake;
beforeEach(async () => {
  intake = await openIntake();
});
afterEach(() => intake.close());

/** What the worker does after every file, and again after a restart. */
async function recheck(): Promise<void> {
  const { url, pool } = intake.database;
  while ((await recheckChangedEnterprises(url, pool, PROVINCE)) !== undefined);
}

async function accused(): Promise<number> {
  const [row] = await intake.rows<{ n: number }>(
    `select (select count(*) from verdict where verdict = 'not-met') + (select count(*) from cases)
       + (select count(*) from outbox) as n`,
  );
  return row?.n ?? -1;
}

const verdicts = async () =>
  intake.rows<{ uscc: string; verdict: string; shortage: number; counts: string }>(
    `select e.uscc, v.verdict, v.shortage, v.counts from verdict v join enterprise e on e.id = v.enterprise_id
     where v.known_to is null order by e.uscc`,
  );

const register = async () =>
  intake.rows(
    `select e.uscc, q.key as qualification, (select count(*) from registration r where r.enterprise_id = e.id and r.known_to is null) as people,
       (select count(*) from project) as projects
     from enterprise e left join qualification q on q.enterprise_id = e.id order by 1, 2`,
  );

/** A file that came too early is refused or held with the word that the enterprise must come first; it is brought again then. */
async function feed(kind: Kind, lines: readonly string[], options = {}): Promise<'taken' | 'too-early'> {
  const { header } = CONTENT[kind];
  const summary = await intake.load(kind, [header, ...lines].join('\n'), options);
  return summary.quarantined > 0 ? 'too-early' : 'taken';
}

const declare = (at: Date) =>
  declareCoverage(intake.database.pool, { feed: 'test', territory: '45', roles: ['注册建造师'], by: '演示经办', at });

const JUDGED = STAFF.map((staff) => (staff >= 5 ? 'met' : 'not-met'));

describe('every order of importing the four kinds accuses nobody on the way', () => {
  test(`issue 9.7: ${ORDERS.length} orders, each kind at once and in ten parts, a worker after every file`, async () => {
    let files = 0;
    let orders = 0;
    const ends = new Set<string>();
    for (const parts of [1, 10]) {
      // Works do not concern the comparison: in ten parts the orders of the other three, with the works last.
      for (const order of parts === 1 ? ORDERS : ORDERS.filter((each) => each.at(-1) === 'projects')) {
        await intake.close();
        intake = await openIntake();
        orders++;
        const waiting: { kind: Kind; lines: readonly string[] }[] = [];
        const bring = async (kind: Kind, lines: readonly string[]) => {
          files++;
          if ((await feed(kind, lines)) === 'too-early') waiting.push({ kind, lines });
          // Two workers at once, of which one may have been started anew in between.
          await Promise.all([recheck(), recheck()]);
          expect(await accused(), `${order.join(' → ')}, ${parts} parts, at ${kind}`).toBe(0);
        };
        for (const kind of order) {
          const { lines } = CONTENT[kind];
          const size = Math.ceil(lines.length / parts);
          for (let at = 0; at < lines.length; at += size) await bring(kind, lines.slice(at, at + size));
        }
        for (const { kind, lines } of waiting.splice(0)) await bring(kind, lines);
        for (const { kind, lines } of waiting.splice(0)) await bring(kind, lines);
        expect(waiting).toEqual([]);
        const before = (await verdicts()).map((each) => each.verdict);
        expect(before).toEqual(STAFF.map((staff) => (staff >= 5 ? 'met' : 'unknown')));
        // Whoever is responsible says that the source is complete now; what was unknown is judged at once.
        await declare(new Date());
        await recheck();
        ends.add(JSON.stringify([await register(), await verdicts()]));
        expect((await verdicts()).map((each) => each.verdict)).toEqual(JUDGED);
      }
    }
    expect(ends.size).toBe(1);
    console.log(
      `${orders} orders of import, ${files} files, nobody accused on the way, one register and one set of verdicts`,
    );
  }, 600_000);
});

/** Enterprises and qualifications are in; the people come by a test of its own. */
async function arrived(): Promise<void> {
  await feed('enterprises', CONTENT.enterprises.lines);
  await feed('qualifications', CONTENT.qualifications.lines);
  await recheck();
}

describe('whose silence counts', () => {
  test('issue 9.7: a full file of the registered people makes absences count at once, for the types and the place that it knows', async () => {
    await arrived();
    expect((await verdicts()).map(({ verdict, counts }) => `${verdict} ${counts}`)).toEqual(
      STAFF.map(() => 'unknown no-source'),
    );
    await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
    await recheck();
    expect((await verdicts()).map((each) => each.verdict)).toEqual(JUDGED);
    // A supervision enterprise in the same place, and a builder in a place that the file does not speak of.
    const header = CONTENT.enterprises.header;
    await intake.load(
      'enterprises',
      `${header}\n演示监理有限公司,${syntheticUscc(50)},450103,工程监理企业\n演示外市有限公司,${syntheticUscc(51)},450203,建筑业企业`,
    );
    await intake.load(
      'qualifications',
      `${CONTENT.qualifications.header}\n${syntheticUscc(50)},工程监理房屋建筑工程专业乙级,E245000050\n${syntheticUscc(51)},建筑工程施工总承包三级,D345000051`,
    );
    await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
    await recheck();
    const others = (await verdicts()).filter(({ uscc }) => uscc === syntheticUscc(50) || uscc === syntheticUscc(51));
    expect(others.map(({ verdict, counts }) => `${verdict} ${counts}`)).toEqual([
      'unknown no-source',
      'unknown no-source',
    ]);
  });

  test('issue 9.7: who arrives after the people is unknown until they come again; a further qualification of a known enterprise is judged at once', async () => {
    await arrived();
    await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
    await recheck();
    await intake.load(
      'enterprises',
      `${CONTENT.enterprises.header}\n演示新企业有限公司,${syntheticUscc(60)},450103,建筑业企业`,
    );
    const lines = [
      `${syntheticUscc(60)},建筑工程施工总承包三级,D345000060`,
      `${syntheticUscc(1)},市政公用工程施工总承包三级,D345000061`,
    ];
    await feed('qualifications', lines);
    await recheck();
    const of = async (uscc: string) =>
      (await verdicts()).filter((each) => each.uscc === uscc).map((each) => `${each.verdict} ${each.counts}`);
    expect(await of(syntheticUscc(60))).toEqual(['unknown older-than-arrival']);
    expect((await of(syntheticUscc(1))).map((each) => each.split(' ')[0]).sort()).toEqual(['met', 'not-met']);
    await feed('registrations', [...CONTENT.registrations.lines, registrationLine({ serial: 990, enterprise: 2 })], {
      extent: 'full',
    });
    await recheck();
    expect(await of(syntheticUscc(60))).toEqual(['not-met 0/5,0/4']);
  });

  test('issue 9.7: a row of the enterprise that waits for correction keeps its absence from counting', async () => {
    await arrived();
    const broken = registrationLine({ serial: 700, enterprise: 6, idNumber: '450103199001010000' });
    await feed('registrations', [...CONTENT.registrations.lines, broken], { extent: 'full' });
    await recheck();
    expect((await verdicts()).map((each) => each.verdict)).toEqual([...JUDGED.slice(0, 5), 'unknown']);
    expect((await verdicts()).at(-1)?.counts).toBe('rows-waiting');
  });

  test('issue 9.7: a check that somebody starts says that the data are in; one that the calendar starts does not', async () => {
    await arrived();
    await feed('registrations', CONTENT.registrations.lines);
    await recheck();
    const { url, pool } = intake.database;
    const scheduled = await runMonth(url, pool, { month: '2026-11', scope: '', asOf: '2026-11-28' }, PROVINCE);
    expect(scheduled.settlement).toMatchObject({
      outcome: 'settled',
      report: { met: 3, notMet: 0, unknown: 3, warned: 0 },
    });
    expect(await takeSourcesAsComplete(pool, { scope: '', at: new Date(), by: '演示经办' })).toEqual(['test']);
    await recheck();
    expect((await verdicts()).map((each) => each.verdict)).toEqual(JUDGED);
    const [audit] = await intake.rows<{ actor: string }>(
      "select actor from audit_entry where action = 'declare-coverage'",
    );
    expect(audit?.actor).toBe('演示经办');
  });

  test('issue 9.7: an official is told of whoever stays unknown for a week', async () => {
    await arrived();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    expect((await sweepAbsences(intake.database.pool, inDays(1)))['verdict-unknown']).toBe(0);
    expect((await sweepAbsences(intake.database.pool, inDays(8)))['verdict-unknown']).toBe(FIRMS);
    await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
    await recheck();
    expect((await sweepAbsences(intake.database.pool, inDays(8)))['verdict-unknown']).toBe(0);
  });
});

describe('a source that fails', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const month = async (days: number) => {
    const { url, pool } = intake.database;
    const instant = inDays(days);
    const asOf = instant.toISOString().slice(0, 10);
    return runMonth(url, pool, { month: asOf.slice(0, 7), scope: '', asOf, instant }, PROVINCE);
  };

  test('issue 9.7: one that stopped holds the month’s check and is named; the last verdicts stand, and nobody new is accused', async () => {
    await arrived();
    await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
    await recheck();
    expect((await month(40)).settlement.outcome).toBe('settled');
    const late = (await month(80)).settlement;
    expect(late).toMatchObject({
      outcome: 'held',
      reason: expect.stringContaining('来源“test”已 80 天没有新数据（期限 45 天）'),
    });
    // Everybody's certificate has run out by then as far as the old file knows.
    await intake.rows(
      "insert into recheck_request (enterprise_id, requested_at, reason) select id, now(), 'test' from enterprise",
    );
    const before = await verdicts();
    const { url, pool } = intake.database;
    await recheckChangedEnterprises(url, pool, { ...PROVINCE, asOf: '2028-01-01', instant: inDays(81) });
    expect(await verdicts()).toEqual(before);
  });

  test.each([
    ['came with another header', '甲,乙\n1,2', 'refused'],
    ['shrank', [REGISTRATION_HEADER, registrationLine({ serial: 100, enterprise: 1 })].join('\n'), 'held'],
    ['came empty', REGISTRATION_HEADER, 'held'],
    [
      'came for another place',
      [
        REGISTRATION_HEADER,
        ...Array.from({ length: 30 }, (_, at) => registrationLine({ serial: 5_000 + at, enterprise: 900 + at })),
      ].join('\n'),
      'held',
    ],
  ])(
    'issue 9.7: a full file that %s is not taken, and the check waits for an official',
    async (_what, content, status) => {
      await arrived();
      await feed('registrations', CONTENT.registrations.lines, { extent: 'full' });
      await recheck();
      const before = await verdicts();
      const took = await intake.load('registrations', content, { extent: 'full' }).then(
        (summary) => summary.status,
        () => 'refused',
      );
      expect(took).toBe(status);
      await recheck();
      expect(await sourceTroubles(intake.database.pool, new Date())).toHaveLength(1);
      expect((await month(0)).settlement).toMatchObject({
        outcome: 'held',
        reason: expect.stringContaining('来源“test”'),
      });
      expect(await verdicts()).toEqual(before);
      await feed('registrations', [...CONTENT.registrations.lines, registrationLine({ serial: 991, enterprise: 2 })], {
        extent: 'full',
      });
      expect(await sourceTroubles(intake.database.pool, new Date())).toEqual([]);
    },
  );
});
