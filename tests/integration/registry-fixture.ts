import { rowOn } from '#law/standards/index.ts';
import { sharedStaff } from '#law/standards/sufficient-staff.ts';
import type { Pool } from '#platform/database/connections.ts';

/** When everything of a fixture became known, unless it says otherwise. */
export const KNOWN = new Date('2026-01-01T00:00:00Z');

export interface FixtureQualification {
  readonly row: string;
  readonly id: number;
}

export interface FixtureEnterprise {
  readonly id: number;
  readonly qualifications: readonly FixtureQualification[];
}

let serial = 0;

/** A synthetic enterprise that holds the rows, with just enough staff for them less `missing`. */
export async function addEnterprise(
  pool: Pool,
  options: { rows: readonly string[]; divisionCode?: string; missing?: number; email?: string | null; name?: string },
): Promise<FixtureEnterprise> {
  serial++;
  const division = options.divisionCode ?? '450102';
  const enterprise = await pool.query<{ id: number }>(
    `insert into enterprise (uscc, name, former_names, kinds, division_code, feed, recorded_at)
     values ($1, $2, '{}', '{construction}', $3, 'test', $4) returning id`,
    [`99${String(serial).padStart(16, '0')}`, options.name ?? `演示企业${serial}建设有限公司`, division, KNOWN],
  );
  const id = Number(enterprise.rows[0]?.id);
  if (options.email !== null) {
    await pool.query(
      `insert into enterprise_contact (enterprise_id, person, email, source, known_from) values ($1, '演示联系人', $2, 'test', $3)`,
      [id, options.email ?? `lianxi.${serial}@demo.invalid`, KNOWN],
    );
  }
  const qualifications: FixtureQualification[] = [];
  for (const row of options.rows) {
    const standard = rowOn(row);
    if (standard === undefined) throw new Error(`no row ${row}`);
    const inserted = await pool.query<{ id: number }>(
      `insert into qualification (enterprise_id, division_code, key, standard_row, name, series, category, level, feed, recorded_at)
       values ($1, $2, $3, $3, $4, $5, $6, $7, 'test', $8) returning id`,
      [
        id,
        division,
        row,
        `${standard.category}${standard.series}${standard.level}`,
        standard.series,
        standard.category,
        standard.level,
        KNOWN,
      ],
    );
    qualifications.push({ row, id: Number(inserted.rows[0]?.id) });
  }
  const rows = options.rows.flatMap((row) => rowOn(row) ?? []);
  const staff = sharedStaff(rows);
  for (const certificate of staff.slice(options.missing ?? 0)) await addPerson(pool, id, certificate);
  return { id, qualifications };
}

/** Registers a new synthetic person; answers the practitioner's id. */
export async function addPerson(
  pool: Pool,
  enterpriseId: number,
  certificate: { kind: number; specialties: number },
  options: { knownFrom?: Date; validUntil?: string; practitioner?: number } = {},
): Promise<number> {
  serial++;
  const practitioner =
    options.practitioner ??
    Number(
      (
        await pool.query<{ id: number }>('insert into practitioner (name, recorded_at) values ($1, $2) returning id', [
          `演示${serial}`,
          KNOWN,
        ])
      ).rows[0]?.id,
    );
  await pool.query(
    `insert into registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, valid_until, insurance, feed, known_from)
     select $1, $2, division_code, $3, $4, $5, $6, 1, 'test', $7 from enterprise where id = $1`,
    [
      enterpriseId,
      practitioner,
      certificate.kind,
      certificate.specialties,
      `${certificate.kind}:T${serial}`,
      options.validUntil ?? '2030-01-01',
      options.knownFrom ?? KNOWN,
    ],
  );
  return practitioner;
}

/** The enterprise asks to be looked at again, as an import asks for what it changed. */
export async function requestRecheck(pool: Pool, enterpriseId: number, at: Date): Promise<void> {
  await pool.query(
    `insert into recheck_request (enterprise_id, requested_at, reason) values ($1, $2, 'test')
     on conflict (enterprise_id) do update set requested_at = excluded.requested_at`,
    [enterpriseId, at],
  );
}
