import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { inTransaction, type Pool } from '#platform/database/connections.ts';
import type { OfficeProfile } from './offices.ts';
import type { OneOfOffice, Remedies } from './remedies.ts';

/** before every document of a demonstration */
const IN_FORCE_FROM = '2020-01-01';

function nameOf(division: string): string {
  const code = parseDivisionCode(division);
  return (code.ok ? divisionName(code.value) : undefined) ?? division;
}

/**
 * 行政复议法 24: the government of the same level reviews its offices. 行政诉讼法 14, 18: the basic court of the seat, never a middle one; the
 * names are those of real kinds of courts, and of none that is.
 */
function demonstrationRemedies({ office, level }: OfficeProfile): Remedies {
  const name = nameOf(office.divisionCode);
  const full = level === 'district' ? `${nameOf(office.divisionCode.slice(0, 4))}${name}` : name;
  const seat = level === 'district' ? `${full}人民法院（演示）` : `${name}示例区人民法院（演示）`;
  return { reviewBody: `${full}人民政府`, court: seat };
}

/**
 * Enters and confirms the remedies of offices made for a demonstration, by two as everywhere: in one statement each, for there are many
 * offices. What waits already is confirmed; an office that has its own keeps them.
 */
export async function recordDemonstrationRemedies(
  pool: Pool,
  offices: readonly OfficeProfile[],
  at: Date,
): Promise<void> {
  const [one, other] = demonstrationPair(at);
  const rows = offices.map((each) => ({
    office: each.office.id,
    division: each.office.divisionCode,
    ...demonstrationRemedies(each),
  }));
  await inTransaction(pool, async (transaction) => {
    await transaction.query(
      `insert into office_remedies (id, office_id, division_code, review_body, court, basis, in_force_from, requested_at, requested_by, requested_by_name)
       select gen_random_uuid(), office, division, "reviewBody", court, '演示数据，不是真实机关', $2, $3, $4, $5
       from jsonb_to_recordset($1::jsonb) as given(office text, division text, "reviewBody" text, court text)
       where not exists (select 1 from office_remedies r where r.office_id = office and r.status <> 'refused')`,
      [JSON.stringify(rows), IN_FORCE_FROM, one.at, one.accountId, one.name],
    );
    await transaction.query(
      `update office_remedies set status = 'confirmed', decided_at = $2, decided_by = $3, decided_by_name = $4, decision_reason = '演示数据'
       where office_id = any($1) and status = 'requested' and requested_by <> $3 and requested_by_name <> $4
         and not exists (select 1 from office_remedies r where r.office_id = office_remedies.office_id and r.status = 'confirmed')`,
      [rows.map(({ office }) => office), other.at, other.accountId, other.name],
    );
  });
}

/** The two of the demonstration: no account of anybody. */
function demonstrationPair(at: Date): readonly [OneOfOffice, OneOfOffice] {
  return [
    { accountId: '00000000-0000-4000-8000-0000000000a1', name: '演示填报人', at },
    { accountId: '00000000-0000-4000-8000-0000000000a2', name: '演示核对人', at },
  ];
}
