import { foldName } from '#law/identifiers/folding.ts';
import { accept, type Parsed } from '#law/identifiers/parsed.ts';
import { constructorNumberParts, parseConstructorNumber } from '#law/identifiers/registration-number.ts';
import { birthDateOf, parseResidentId } from '#law/identifiers/resident-id.ts';
import { normaliseCode, unifyHyphens } from '#law/identifiers/text.ts';
import { kindOf } from '#law/standards/index.ts';
import { encryptIdNumber, hashIdNumber } from '#platform/identity-numbers.ts';
import { readInsurance } from '../normalisers/insurance.ts';
import { type CertificateKind, readCertificateKind } from '../normalisers/registration-types.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { normaliseName, normalisePersonName } from '../normalisers/text.ts';
import { type EntityReader, NOTHING, type ReadContext, type ReadRecord, type StagedValue } from './entity.ts';
import { type RowSpecialties, readRowSpecialties, type StagedTerms, stagedTerms } from './registration-specialties.ts';
import { codeText, holderOf, inOrder, notInFuture, rowEnded } from './shared-fields.ts';

/** `registration.key`: one row for one thing, whichever of the three shapes it came in (formats §3). */
export function registrationKey(kind: number, number: string): string {
  return `${kind}:${number}`;
}

interface Person {
  readonly name: string;
  readonly hash: Buffer | null;
  readonly encrypted: Buffer | null;
  readonly birthDate: string | null;
}

function isResident(idType: string): boolean {
  return idType === '' || idType === '1' || (idType.includes('身份证') && !/台湾|香港|澳门/.test(idType));
}

function readPerson(row: RowReader, context: ReadContext): Person {
  const name = normalisePersonName(row.required('person', '缺少姓名，请填写持证人姓名。'));
  const text = codeText(row, 'idNumber');
  const given = notInFuture(row, 'birthDate', row.day('birthDate'), context.today, '出生日期');
  const birthDate = given === 'infinity' ? null : given;
  // formats §3: public data masks the number in three ways that cannot be joined: it is as if there were none.
  if (text === '' || text.includes('*')) return { name, hash: null, encrypted: null, birthDate };
  const resident = isResident(row.text('idType'));
  const number = resident
    ? row.parsed('idNumber', text, parseResidentId)
    : row.parsed('idNumber', text, (other): Parsed<string> => accept(`document:${normaliseCode(other)}`));
  if (number === undefined) return { name, hash: null, encrypted: null, birthDate };
  const born = resident && number.length === 18 ? row.parsed('idNumber', number, parseResidentId) : undefined;
  return {
    name,
    hash: hashIdNumber(number, context.keys),
    encrypted: encryptIdNumber(number, context.keys),
    birthDate: born === undefined ? birthDate : birthDateOf(born),
  };
}

interface Numbers {
  /** what the certificate is known by */
  readonly number: string;
  readonly seal: string | null;
}

function normaliseNumber(text: string): string {
  return unifyHyphens(normaliseCode(text));
}

/**
 * Constructors are known by the seal number: for a third of 二级 the certificate number is another serial (numbers.json).
 * All others by the certificate number, because their seal changes with the employer.
 */
function readNumbers(row: RowReader, kind: CertificateKind): Numbers | undefined {
  const seal = codeText(row, 'sealNumber');
  const certificate = codeText(row, 'registrationNumber');
  const serial = codeText(row, 'certificateSerial');
  const role = kindOf(kind.kind)?.role;
  if (role !== '注册建造师') {
    const number = [certificate, serial, seal].find((text) => text !== '');
    if (number === undefined) {
      row.refuse('registrationNumber', '缺少注册证书编号，请按注册证书填写。');
      return undefined;
    }
    return { number: normaliseNumber(number), seal: seal === '' ? null : normaliseNumber(seal) };
  }
  const written = [seal, certificate, serial].filter((text) => text !== '');
  const form = written.map(parseConstructorNumber).find((parsed) => parsed.ok);
  if (form?.ok === true) {
    const { grade } = constructorNumberParts(form.value);
    if (grade !== kindOf(kind.kind)?.grade) {
      row.refuse('sealNumber', `注册号第二位表示${grade}，与所填的注册类别不一致，请核对注册证书。`);
    }
    return { number: form.value, seal: form.value };
  }
  const [first] = written;
  if (first === undefined) row.refuse('sealNumber', '缺少注册号（执业印章号），请按注册证书或执业印章填写。');
  else row.parsed('sealNumber', first, parseConstructorNumber);
  return undefined;
}

function readKind(row: RowReader, specialties: RowSpecialties): CertificateKind | undefined {
  const type = row.required('registrationType', '缺少注册类别，请填写，如“一级注册建造师”。');
  if (type === '') return undefined;
  const named = [...new Set(specialties.named.map(({ name }) => name))];
  const kind = readCertificateKind(type, row.text('grade'), named);
  if (kind.ok) {
    if (kind.value.impossible.length > 0) {
      row.refuse('specialties', `该类别没有“${kind.value.impossible.join('、')}”专业，请核对注册证书。`);
    }
    return kind.value;
  }
  // The type alone tells which of the two fields is wrong.
  const alone = readCertificateKind(type, row.text('grade'), []);
  row.refuse(alone.ok ? 'specialties' : 'registrationType', kind.reason);
  return alone.ok ? alone.value : undefined;
}

/** The provincial message's second node: specialties of a certificate that is found by person and type (formats §3). */
function readMajor(row: RowReader, context: ReadContext): ReadRecord {
  const person = readPerson(row, context);
  const specialties = readRowSpecialties(row, context.today);
  const kind = readKind(row, specialties);
  const from = row.day('registeredOn');
  const until = row.endDay('validUntil');
  notInFuture(row, 'registeredOn', from, context.today, '注册日期');
  inOrder(row, 'validUntil', from, until, '注册有效期');
  if (person.hash === null) row.refuse('idNumber', '缺少证件号码，无法找到这一专业所属的注册证书。');
  if (kind?.specialties === null) row.refuse('specialties', '缺少注册专业，请按注册证书填写。');
  if (row.problems.length > 0 || kind === undefined) return NOTHING;
  return {
    key: null,
    encrypted: person.encrypted,
    rows: [staged({ ...UNSAID, part: 'major', person, kind, terms: termsOf(row, kind, specialties, { from, until }) })],
  };
}

function termsOf(
  row: RowReader,
  kind: CertificateKind,
  { named }: RowSpecialties,
  rest?: { from: string | null; until: string | null },
): StagedTerms {
  return stagedTerms(row.text('registrationType'), row.text('grade'), kind.specialties, named, rest);
}

/** One row of the staging table. */
interface StagedRegistration {
  readonly key: string | null;
  readonly part: 'whole' | 'major';
  readonly signature: string;
  readonly holder: string | null;
  readonly person: Person;
  readonly kind: CertificateKind;
  readonly terms: StagedTerms;
  readonly seal: string | null;
  readonly registeredOn: string | null;
  readonly validUntil: string | null;
  readonly insurance: number | null;
  readonly ended: boolean;
}

/** What the second node of the provincial message does not say. */
const UNSAID = {
  key: null,
  signature: '',
  holder: null,
  seal: null,
  registeredOn: null,
  validUntil: null,
  insurance: null,
  ended: false,
} as const;

function staged(registration: StagedRegistration): StagedValue[] {
  const { key, part, signature, holder, person, kind, terms, seal, registeredOn, validUntil, insurance, ended } =
    registration;
  return [
    key,
    signature,
    part,
    holder,
    person.name,
    person.hash,
    person.encrypted,
    person.birthDate,
    kind.kind,
    kind.specialties,
    seal,
    registeredOn,
    validUntil,
    insurance,
    ended ? 'ended' : 'in-force',
    terms.from,
    terms.until,
  ];
}

function readWhole(row: RowReader, context: ReadContext): ReadRecord {
  const specialties = readRowSpecialties(row, context.today);
  const kind = readKind(row, specialties);
  const numbers = kind === undefined ? undefined : readNumbers(row, kind);
  const key = kind === undefined || numbers === undefined ? null : registrationKey(kind.kind, numbers.number);
  const ended = rowEnded(row, true);
  const person = readPerson(row, context);
  const employer = normaliseName(row.text('enterprise'));
  const holder = holderOf(row, employer, context);
  if (holder === null && !ended) {
    row.refuse('creditCode', '缺少聘用企业，请填写企业的统一社会信用代码。');
  }
  const registeredOn = notInFuture(row, 'registeredOn', row.day('registeredOn'), context.today, '注册日期');
  const validUntil = specialties.endsArePaired ? null : row.endDay('validUntil');
  inOrder(row, 'validUntil', registeredOn, validUntil, '注册有效期');
  const paid = row.text('socialInsurance');
  const insurance = paid === '' ? null : readInsurance(paid, employer);
  if (insurance === undefined) {
    row.refuse('socialInsurance', `社保状态“${paid.slice(0, 20)}”不认识，请填“正常”或“异常”。`);
  }
  if (row.problems.length > 0 || kind === undefined || numbers === undefined)
    return { key, rows: [], encrypted: person.encrypted };
  const signature = [
    foldName(person.name),
    person.hash?.toString('base64') ?? '',
    holder ?? '',
    insurance ?? '',
    ended ? 'ended' : '',
  ].join('|');
  const rows = [
    staged({
      key,
      part: 'whole',
      signature,
      holder,
      person,
      kind,
      terms: termsOf(row, kind, specialties),
      seal: numbers.seal,
      registeredOn: registeredOn === 'infinity' ? null : registeredOn,
      validUntil,
      insurance: insurance ?? null,
      ended,
    }),
  ];
  return { key, rows, encrypted: person.encrypted };
}

export const registrationReader: EntityReader = {
  entity: 'registrations',
  nodes: ['TPersonRegCert', 'TPersonRegMajor', 'TBRegPersonRegInfo'],
  columns: [
    { name: 'part', type: 'text' },
    { name: 'holder', type: 'text' },
    { name: 'person', type: 'text' },
    { name: 'id_hash', type: 'bytea' },
    { name: 'id_number', type: 'bytea' },
    { name: 'birth_date', type: 'date' },
    { name: 'kind', type: 'smallint' },
    { name: 'specialties', type: 'integer' },
    { name: 'seal_number', type: 'text' },
    { name: 'registered_on', type: 'date' },
    { name: 'valid_until', type: 'date' },
    { name: 'insurance', type: 'smallint' },
    { name: 'status', type: 'text' },
    { name: 'term_from', type: 'date[]' },
    { name: 'term_until', type: 'date[]' },
  ],
  read: (row, context) => (row.row.node === 'TPersonRegMajor' ? readMajor(row, context) : readWhole(row, context)),
};
