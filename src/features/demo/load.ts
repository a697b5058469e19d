import type pg from 'pg';
import { copyIn } from '#platform/database/copy-in.ts';
import { encryptIdNumber, hashIdNumber, identityKeys } from '#platform/identity-numbers.ts';
import type { DemoProvince } from './province.ts';

const FEED = 'demo';

/** Writes the province into the empty registry, its history with it, in the caller's transaction. */
export async function writeProvince(client: pg.ClientBase, province: DemoProvince, recordedAt: Date): Promise<void> {
  const keys = identityKeys();
  const at = recordedAt.toISOString();
  const isoOrNull = (value: Date | null) => value?.toISOString() ?? null;
  const division = (enterprise: number) => province.enterprises[enterprise]?.divisionCode ?? '';

  await copyIn(
    client,
    'enterprise (id, uscc, name, former_names, kinds, division_code, legal_representative, address, feed, recorded_at)',
    async (writer) => {
      province.enterprises.forEach((each, index) => {
        const kind = each.supervision ? '{supervision}' : '{construction}';
        writer.row([
          index + 1,
          each.uscc,
          each.name,
          '{}',
          kind,
          each.divisionCode,
          each.legalRepresentative,
          each.address,
          FEED,
          at,
        ]);
      });
    },
  );
  await copyIn(
    client,
    'enterprise_contact (enterprise_id, person, phone, email, source, known_from, known_to)',
    async (writer) => {
      province.enterprises.forEach((each, index) => {
        for (const contact of each.contacts) {
          writer.row([
            index + 1,
            contact.person,
            contact.phone,
            contact.email,
            FEED,
            contact.knownFrom.toISOString(),
            isoOrNull(contact.knownTo),
          ]);
        }
      });
    },
  );
  const certificateIds = new Map<string, number>();
  await copyIn(
    client,
    'certificate (id, enterprise_id, division_code, number, authority, authority_level, issued_on, valid_until, feed, recorded_at)',
    async (writer) => {
      province.enterprises.forEach((each, index) => {
        each.certificates.forEach((certificate, place) => {
          const id = certificateIds.size + 1;
          certificateIds.set(`${index}:${place}`, id);
          writer.row([
            id,
            index + 1,
            each.divisionCode,
            certificate.number,
            certificate.authority,
            certificate.authorityLevel,
            '2023-06-01',
            '2028-06-01',
            FEED,
            at,
          ]);
        });
      });
    },
  );
  await copyIn(
    client,
    'qualification (enterprise_id, certificate_id, division_code, key, national_code, standard_row, name, series, category, level, approved_on, feed, recorded_at)',
    async (writer) => {
      province.enterprises.forEach((each, index) => {
        for (const held of each.qualifications) {
          const certificate = certificateIds.get(`${index}:${held.certificate}`) ?? null;
          const { nationalCode, standardRow, name, series, category, level } = held;
          writer.row([
            index + 1,
            certificate,
            each.divisionCode,
            nationalCode,
            nationalCode,
            standardRow,
            name,
            series,
            category,
            level,
            '2023-06-01',
            FEED,
            at,
          ]);
        }
      });
    },
  );
  await copyIn(
    client,
    'practitioner (id, name, birth_date, id_number_hash, id_number, recorded_at)',
    async (writer) => {
      province.persons.forEach((person, index) => {
        const bytes = (value: Buffer) => `\\x${value.toString('hex')}`;
        writer.row([
          index + 1,
          person.name,
          person.birthDate,
          bytes(hashIdNumber(person.idNumber, keys)),
          bytes(encryptIdNumber(person.idNumber, keys)),
          at,
        ]);
      });
    },
  );
  await copyIn(
    client,
    'registration (enterprise_id, practitioner_id, division_code, kind, specialties, key, seal_number, registered_on, valid_until, birth_date, insurance, feed, known_from, known_to)',
    async (writer) => {
      for (const each of province.registrations) {
        writer.row([
          each.enterprise + 1,
          each.person + 1,
          division(each.enterprise),
          each.certificate.kind,
          each.certificate.specialties,
          `${each.certificate.kind}:${each.number}`,
          each.number,
          each.registeredOn,
          each.validUntil,
          province.persons[each.person]?.birthDate ?? null,
          each.insurance,
          FEED,
          each.knownFrom.toISOString(),
          isoOrNull(each.knownTo),
        ]);
      }
    },
  );
  for (const table of ['enterprise', 'certificate', 'practitioner']) {
    await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
  }
}
