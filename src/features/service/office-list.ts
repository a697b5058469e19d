import type { Queries, Transaction } from '#platform/database/connections.ts';
import { type OfficeProfile, officeProfileSchema } from './offices.ts';

const SETTING = 'service.offices';
const listSchema = officeProfileSchema.array();

/** What is wrong, by field (`form`: with the whole); empty where it stands. */
export type OfficeFaults = Readonly<Record<string, string>>;

export interface RecordedBy {
  readonly name: string;
  readonly at: Date;
}

/** The offices of the installation, provinces first; ended ones are among them. */
export async function officeList(database: Queries): Promise<OfficeProfile[]> {
  const result = await database.query<{ value: unknown }>('select value from setting where name = $1', [SETTING]);
  const value = result.rows[0]?.value;
  const offices = value === undefined ? [] : listSchema.parse(value);
  return offices.sort(
    (a, b) => a.office.divisionCode.localeCompare(b.office.divisionCode) || a.level.localeCompare(b.level),
  );
}

/** The same, kept from being changed by anybody else until the transaction ends. */
export async function officeListForChange(transaction: Transaction): Promise<OfficeProfile[]> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [SETTING]);
  return officeList(transaction);
}

export async function writeOfficeList(
  transaction: Transaction,
  offices: readonly OfficeProfile[],
  by: RecordedBy,
): Promise<void> {
  await transaction.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ($1, $2, $3, $4)
     on conflict (name) do update set value = excluded.value, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
    [SETTING, JSON.stringify(offices), by.at, by.name],
  );
}

export function isStanding({ ended }: OfficeProfile): boolean {
  return ended === undefined;
}
