import type pg from 'pg';
import { type Row, rowCodes, rowOn } from '#law/standards/index.ts';
import { bitsOf } from '#law/standards/specialty-terms.ts';
import { type StaffCertificate, sharedStaff, sufficientStaff } from '#law/standards/sufficient-staff.ts';
import { copyIn } from '#platform/database/copy-in.ts';
import { randomFrom } from '#platform/seeded-random.ts';

export interface BenchmarkScale {
  readonly enterprises: number;
  readonly qualifications: number;
  readonly registrations: number;
}

/** Province prefixes, so that in-region and out-of-region rules both have work. */
const DIVISIONS = ['450102', '450202', '440103', '330102', '110101', '510104', '370102', '140105', '210102', '420102'];
const SYLLABLES = [
  '华',
  '建',
  '安',
  '宏',
  '远',
  '盛',
  '达',
  '泰',
  '新',
  '桂',
  '海',
  '江',
  '南',
  '宁',
  '中',
  '兴',
  '瑞',
  '正',
  '诚',
  '隆',
];

/** Rows that enterprises of this benchmark may hold: those that ask for at most as many people as there are on average. */
function commonRows(most: number): Row[] {
  return rowCodes.flatMap((code) => {
    const row = rowOn(code);
    return row !== undefined && sufficientStaff(row).length <= most ? [row] : [];
  });
}

const FOREIGN_KEYS = [
  ['qualification', 'qualification_enterprise_id_fkey', 'enterprise_id', 'enterprise'],
  ['registration', 'registration_enterprise_id_fkey', 'enterprise_id', 'enterprise'],
  ['registration', 'registration_practitioner_id_fkey', 'practitioner_id', 'practitioner'],
] as const;

/** Takes the indexes away by which enterprises are searched for: made once at the end, they cost a small part. @returns how they were made */
async function withoutKeys(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query<{ name: string; definition: string }>(
    "select indexname as name, indexdef as definition from pg_indexes where tablename = 'enterprise' and indexdef like '%USING gin%'",
  );
  for (const { name } of found.rows) await client.query(`drop index ${name}`);
  return found.rows.map(({ definition }) => definition);
}

/**
 * Fills an empty, migrated database with synthetic enterprises, qualifications and registrations: about seven in a
 * hundred qualifications fail, one person in two hundred is registered twice, some certificates are expired, and one in ten has
 * specialties with days of their own. Keys are
 * checked once at the end instead of row by row.
 */
export async function fillBenchmarkDatabase(client: pg.Client, scale: BenchmarkScale, today: string): Promise<void> {
  for (const [table, name] of FOREIGN_KEYS) await client.query(`alter table ${table} drop constraint ${name}`);
  const keys = await withoutKeys(client);
  const rows = commonRows(Math.floor(scale.registrations / scale.enterprises) - 2);
  const random = randomFrom(4_502_401);
  const perEnterprise = scale.qualifications / scale.enterprises;
  const held = (enterprise: number): Row[] => {
    const choose = randomFrom(enterprise);
    const first = Math.floor(choose() * rows.length);
    const step = 1 + Math.floor(choose() * (rows.length - 1));
    return Array.from({ length: perEnterprise }, (_, at) => rows[(first + at * step) % rows.length]).filter(
      (row) => row !== undefined,
    );
  };
  const division = (id: number) => DIVISIONS[id % DIVISIONS.length] ?? '450102';
  const instant = '2020-01-01T00:00:00Z';
  await copyIn(
    client,
    'enterprise (id, uscc, name, former_names, kinds, division_code, feed, recorded_at)',
    async (writer) => {
      for (let id = 1; id <= scale.enterprises; id++) {
        const name = Array.from({ length: 4 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
        const uscc = `99${String(id).padStart(16, '0')}`;
        writer.row([id, uscc, `${name}建设工程有限公司`, '{}', '{construction}', division(id), 'benchmark', instant]);
        if (id % 1000 === 0) await writer.pause();
      }
    },
  );
  await copyIn(
    client,
    'qualification (enterprise_id, division_code, key, standard_row, name, series, category, level, feed, recorded_at)',
    async (writer) => {
      for (let id = 1; id <= scale.enterprises; id++) {
        for (const row of held(id)) {
          const name = `${row.category}${row.level}`;
          const { code, series, category, level } = row;
          writer.row([id, division(id), code, code, name, series, category, level, 'benchmark', instant]);
        }
        if (id % 1000 === 0) await writer.pause();
      }
    },
  );
  await client.query(
    `insert into practitioner (id, name, recorded_at) select i, '测试人员' || i, $1 from generate_series(1, $2::int) i`,
    [instant, scale.registrations],
  );
  const later = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const validity = [later(30), later(200), later(400), later(700), later(1000)];
  const expired = later(-40);
  const dating = randomFrom(4_502_402);
  /** One certificate in ten has specialties with days of their own, one of fifty of those has ended. */
  const termsOf = (specialties: number, validUntil: string): [string, string] | [null, null] => {
    const bits = bitsOf(specialties);
    if (bits.length === 0 || dating() >= 0.1) return [null, null];
    const ends = bits.map(() =>
      dating() < 0.02 ? expired : (validity[Math.floor(dating() * validity.length)] ?? validUntil),
    );
    return [`{${bits.map(() => 'NULL').join()}}`, `{${ends.map((end) => (end === validUntil ? 'NULL' : end)).join()}}`];
  };
  await copyIn(
    client,
    'registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, valid_until, specialty_from, specialty_until, birth_date, insurance, feed, known_from)',
    async (writer) => {
      let written = 0;
      const add = (enterprise: number, { kind, specialties }: StaffCertificate, validUntil: string) => {
        if (written >= scale.registrations) return;
        written++;
        const practitioner = random() < 0.005 && written > 1 ? written - 1 : written;
        const born = 1970 + Math.floor(random() * 30);
        const insurance = random() < 0.02 ? 2 : 1;
        writer.row([
          enterprise,
          practitioner,
          division(enterprise),
          kind,
          specialties,
          `B:${written}`,
          validUntil,
          ...termsOf(specialties, validUntil),
          `${born}-06-15`,
          insurance,
          'benchmark',
          instant,
        ]);
      };
      for (let id = 1; id <= scale.enterprises; id++) {
        const certificates = sharedStaff(held(id));
        const spare = certificates[0] ?? { kind: 1, specialties: 1 };
        const missing = random() < 0.06 ? 1 : 0;
        for (const each of certificates.slice(missing)) {
          add(id, each, random() < 0.004 ? expired : (validity[Math.floor(random() * validity.length)] ?? expired));
        }
        const due = Math.floor((id * scale.registrations) / scale.enterprises);
        while (written < due) add(id, spare, validity[id % validity.length] ?? expired);
        if (id % 1000 === 0) await writer.pause();
      }
    },
  );
  for (const definition of keys) await client.query(definition);
  await client.query("select setval(pg_get_serial_sequence('enterprise', 'id'), (select max(id) from enterprise))");
  for (const [table, name, column, target] of FOREIGN_KEYS) {
    await client.query(`alter table ${table} add constraint ${name} foreign key (${column}) references ${target} (id)`);
  }
  for (const table of ['enterprise', 'qualification', 'practitioner', 'registration'])
    await client.query(`vacuum analyze ${table}`);
}
