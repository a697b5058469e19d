import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { kinds, parseSpecialties, type Row, rowCodes, rowOn } from '#law/standards/index.ts';
import { randomFrom } from './random.ts';

export interface BenchmarkScale {
  readonly enterprises: number;
  readonly qualifications: number;
  readonly registrations: number;
}

interface Certificate {
  readonly kind: number;
  readonly specialties: number;
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

function maskOf(role: string, names: readonly string[]): number {
  const parsed = parseSpecialties(role, names);
  return parsed.ok ? parsed.value : 0;
}

function kindOf(role: string, grade: string | undefined): number {
  const kind = kinds.find((each) => each.role === role && (grade === undefined || each.grade === grade));
  return kind?.number ?? 0;
}

/** Certificates that just meet a row: first those of its 其中, then the rest of its total. */
function meeting(row: Row): Certificate[] {
  const certificates: Certificate[] = [];
  for (const requirement of row.requirements) {
    const demands = requirement.anyOfRoles ?? [requirement];
    const before = certificates.length;
    for (const subset of requirement.subset ?? []) {
      const role = subset.role ?? subset.anyOfRoles?.[0]?.role ?? requirement.role ?? '';
      const names = subset.specialties ?? [];
      const grade = subset.minGrade ?? (role === requirement.role ? requirement.minGrade : undefined);
      for (let at = 0; at < subset.count; at++) certificates.push(certificate(role, grade, names));
    }
    const demand = demands.find((each) => each.role !== undefined && kinds.some((kind) => kind.role === each.role));
    if (demand?.role === undefined) continue;
    while (certificates.length - before < requirement.count) {
      certificates.push(certificate(demand.role, demand.minGrade, demand.specialties ?? []));
    }
  }
  return certificates;
}

function certificate(role: string, grade: string | undefined, names: readonly string[]): Certificate {
  const known = names.filter((name) => name !== '*');
  return { kind: kindOf(role, grade), specialties: known.length === 0 ? 1 : maskOf(role, known.slice(0, 1)) };
}

/** Rows an enterprise of this benchmark may hold: those that ask for few enough people to reach the wanted averages. */
function commonRows(): { row: Row; certificates: Certificate[] }[] {
  return rowCodes.flatMap((code) => {
    const row = rowOn(code);
    if (row === undefined) return [];
    const certificates = meeting(row);
    return certificates.length <= 9 ? [{ row, certificates }] : [];
  });
}

type Writer = (line: string) => void;

async function copyInto(
  client: pg.Client,
  target: string,
  produce: (write: Writer, pause: () => Promise<void>) => Promise<void>,
) {
  const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  let pending = '';
  let full = false;
  const write: Writer = (line) => {
    pending += line;
    if (pending.length > 1_000_000) {
      full = !stream.write(pending);
      pending = '';
    }
  };
  const pause = async () => {
    if (!full) return;
    await new Promise((resolve) => stream.once('drain', resolve));
    full = false;
  };
  await produce(write, pause);
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('finish', () => resolve());
    stream.end(pending);
  });
}

const FOREIGN_KEYS = [
  ['qualification', 'qualification_enterprise_id_fkey', 'enterprise_id', 'enterprise'],
  ['registration', 'registration_enterprise_id_fkey', 'enterprise_id', 'enterprise'],
  ['registration', 'registration_practitioner_id_fkey', 'practitioner_id', 'practitioner'],
] as const;

/**
 * Fills an empty, migrated database with synthetic enterprises, qualifications and registrations: about seven in a
 * hundred qualifications fail, one person in two hundred is registered twice, some certificates are expired. Keys are
 * checked once at the end instead of row by row.
 */
export async function fillBenchmarkDatabase(client: pg.Client, scale: BenchmarkScale, today: string): Promise<void> {
  for (const [table, name] of FOREIGN_KEYS) await client.query(`alter table ${table} drop constraint ${name}`);
  const rows = commonRows();
  const random = randomFrom(4_502_401);
  const perEnterprise = scale.qualifications / scale.enterprises;
  const held = (enterprise: number): { row: Row; certificates: Certificate[] }[] => {
    const choose = randomFrom(enterprise);
    const first = Math.floor(choose() * rows.length);
    const step = 1 + Math.floor(choose() * (rows.length - 1));
    return Array.from({ length: perEnterprise }, (_, at) => rows[(first + at * step) % rows.length]).filter(
      (entry) => entry !== undefined,
    );
  };
  const division = (id: number) => DIVISIONS[id % DIVISIONS.length];
  const instant = '2020-01-01T00:00:00Z';
  await copyInto(
    client,
    'enterprise (id, uscc, name, former_names, kinds, division_code, feed, recorded_at)',
    async (write, pause) => {
      for (let id = 1; id <= scale.enterprises; id++) {
        const name = Array.from({ length: 4 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
        write(
          `${id}\t99${String(id).padStart(16, '0')}\t${name}建设工程有限公司\t{}\t{construction}\t${division(id)}\tbenchmark\t${instant}\n`,
        );
        if (id % 1000 === 0) await pause();
      }
    },
  );
  await copyInto(
    client,
    'qualification (enterprise_id, division_code, key, standard_row, name, series, category, level, feed, recorded_at)',
    async (write, pause) => {
      for (let id = 1; id <= scale.enterprises; id++) {
        for (const { row } of held(id)) {
          write(
            `${id}\t${division(id)}\t${row.code}\t${row.code}\t${row.category}${row.level}\t${row.series}\t${row.category}\t${row.level}\tbenchmark\t${instant}\n`,
          );
        }
        if (id % 1000 === 0) await pause();
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
  await copyInto(
    client,
    'registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, valid_until, birth_date, insurance, feed, known_from)',
    async (write, pause) => {
      let written = 0;
      const add = (enterprise: number, { kind, specialties }: Certificate, validUntil: string) => {
        if (written >= scale.registrations) return;
        written++;
        const practitioner = random() < 0.005 && written > 1 ? written - 1 : written;
        const born = 1962 + Math.floor(random() * 40);
        const insurance = random() < 0.02 ? 2 : 1;
        write(
          `${enterprise}\t${practitioner}\t${division(enterprise)}\t${kind}\t${specialties}\tB:${written}\t${validUntil}\t${born}-06-15\t${insurance}\tbenchmark\t${instant}\n`,
        );
      };
      for (let id = 1; id <= scale.enterprises; id++) {
        // What one qualification needs and the other does not: persons serve in several qualifications at once.
        const largest = held(id).sort((a, b) => b.certificates.length - a.certificates.length);
        const certificates = largest.flatMap((entry) => entry.certificates);
        const spare = certificates[0] ?? { kind: 1, specialties: 1 };
        const missing = random() < 0.06 ? 1 : 0;
        for (const each of certificates.slice(missing)) {
          add(id, each, random() < 0.004 ? expired : (validity[Math.floor(random() * validity.length)] ?? expired));
        }
        const due = Math.floor((id * scale.registrations) / scale.enterprises);
        while (written < due) add(id, spare, validity[id % validity.length] ?? expired);
        if (id % 1000 === 0) await pause();
      }
    },
  );
  await client.query("select setval(pg_get_serial_sequence('enterprise', 'id'), (select max(id) from enterprise))");
  for (const [table, name, column, target] of FOREIGN_KEYS) {
    await client.query(`alter table ${table} add constraint ${name} foreign key (${column}) references ${target} (id)`);
  }
  for (const table of ['enterprise', 'qualification', 'practitioner', 'registration'])
    await client.query(`vacuum analyze ${table}`);
}
