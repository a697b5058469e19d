import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '#features/intake/commands.ts';
import { randomFrom } from '#platform/seeded-random.ts';
import { writeWorkbook } from '#tests/load/xlsx-writer.ts';
import { enterprisesCsv, type Intake, openIntake } from './import-support.ts';
import {
  type Certificate,
  expectedRow,
  objectsOf,
  provincialXml,
  type Record_,
  randomRegister,
  recordNodes,
  SHAPES,
  shuffled,
  tableOf,
} from './specialty-shapes.ts';

const REGISTERS = 1_000;
const ENTERPRISES = 40;
const random = randomFrom(20_261_128);
const registers = Array.from({ length: REGISTERS }, (_, at) =>
  randomRegister(random, 1 + at * 4, 1 + (at % ENTERPRISES)),
);
const certificates = registers.flat();

let intake: Intake;
beforeAll(async () => {
  intake = await openIntake();
  await intake.load('enterprises', enterprisesCsv(ENTERPRISES));
});
afterAll(() => intake?.close());

const stored = () =>
  intake.rows(
    `select key, specialties, registered_on, valid_until, specialty_from::text[] as specialty_from, specialty_until::text[] as specialty_until
     from registration where known_to is null order by key collate "C"`,
  );

const quoted = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvOf(records: readonly Record_[]): string {
  const { headers, rows } = tableOf(records);
  return [headers, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
}

const ndjsonOf = (records: readonly Record_[]): string =>
  records
    .map((record) => JSON.stringify(Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))))
    .join('\n');

/** The file of all registers in one shape and format, their rows mixed. */
async function fileOf(format: string, shape: (certificate: Certificate) => Record_[]): Promise<string> {
  const records = shuffled(random, certificates.flatMap(shape));
  if (format === 'csv') return intake.file('shape.csv', csvOf(records));
  if (format === 'ndjson') return intake.file('shape.ndjson', ndjsonOf(records));
  const { headers, rows } = tableOf(records);
  const place = `${intake.folder}/shape.xlsx`;
  await writeWorkbook(place, [{ name: '注册人员', rows: [headers, ...rows] }]);
  return place;
}

test(`${REGISTERS} random registers, each in every shape, format and order of rows, give the same register`, async () => {
  const expected = certificates.map(expectedRow).sort((a, b) => (a.key < b.key ? -1 : 1));
  const shapes: [string, () => Promise<string>][] = [
    ...Object.entries(SHAPES).flatMap(([name, shape]) =>
      ['csv', 'xlsx', 'ndjson'].map((format): [string, () => Promise<string>] => [
        `${name}, ${format}`,
        () => fileOf(format, (certificate) => shape(random, certificate)),
      ]),
    ),
    ['objects, ndjson', () => fileOf('ndjson', (certificate) => objectsOf(random, certificate))],
    [
      'two nodes, xml',
      () =>
        intake.file(
          'shape.xml',
          provincialXml(
            shuffled(
              random,
              certificates.flatMap((certificate) => recordNodes(random, certificate)),
            ),
          ),
        ),
    ],
  ];
  let differences = 0;
  let again = 0;
  for (const [name, write] of shapes) {
    const file = await write();
    await intake.rows('truncate registration, practitioner cascade');
    const summary = await importFile({ entity: 'registrations', files: [file], feed: 'a' }, intake.environment);
    expect(summary, name).toMatchObject({ status: 'applied', added: certificates.length, quarantined: 0 });
    const found = await stored();
    for (const [at, row] of found.entries()) if (JSON.stringify(row) !== JSON.stringify(expected[at])) differences += 1;
    expect(found, name).toEqual(expected);
    // The same content in another order and shape changes nothing that stands.
    const other = shapes[Math.floor(random() * shapes.length)];
    if (other === undefined) throw new Error('no shape');
    const second = await importFile(
      { entity: 'registrations', files: [await other[1]()], feed: 'a' },
      intake.environment,
    );
    expect(second, `${other[0]} after ${name}`).toMatchObject({ changed: 0, added: 0, unchanged: certificates.length });
    again += 1;
  }
  const dated = expected.filter((row) => row.specialty_until !== null).length;
  console.log(
    `${REGISTERS} registers of ${certificates.length} certificates (${dated} with specialties that have days of their own) in ${shapes.length} shapes and formats, ${again} of them once more over what stood: ${differences} differences`,
  );
  expect(dated).toBeGreaterThan(certificates.length / 4);
});
