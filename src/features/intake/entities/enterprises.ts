import { parseResidentId } from '#law/identifiers/resident-id.ts';
import { parseUscc, registeringDivisionOf, type Uscc } from '#law/identifiers/uscc.ts';
import { hashIdNumber } from '#platform/identity-numbers.ts';
import { readDivision } from '../normalisers/divisions.ts';
import { normaliseEnterpriseKind, splitKinds } from '../normalisers/enterprise-kinds.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { normaliseName } from '../normalisers/text.ts';
import type { EntityReader, ReadContext, ReadRecord } from './entity.ts';
import { codeText, creditCodeText, notInFuture, rowEnded } from './shared-fields.ts';

function readKinds(row: RowReader): string[] {
  const kinds = new Set<string>();
  for (const part of splitKinds(row.text('kind'))) {
    const kind = normaliseEnterpriseKind(part);
    if (kind === undefined) row.refuse('kind', `企业类型“${part.slice(0, 20)}”不认识，请填“建筑业企业”“监理企业”等。`);
    else kinds.add(kind);
  }
  return [...kinds].sort();
}

/** The place of registration; where the feed is silent, the division in which the credit code was given. */
function readRegion(row: RowReader, uscc: Uscc | undefined): string | null {
  const text = row.text('region');
  const named = text === '' ? undefined : readDivision(text);
  if (named?.ok === true) return named.value;
  if (uscc === undefined) return null;
  const registered = readDivision(registeringDivisionOf(uscc));
  if (named === undefined) {
    if (registered.ok) return registered.value;
    row.refuse('region', '缺少企业注册属地，请填写省、市、县的全称或 6 位行政区划代码。');
    return null;
  }
  if (!registered.ok) {
    row.refuse('region', named.reason);
    return null;
  }
  row.doubt('region', `${named.reason}暂按营业执照登记机关所在地（${registered.value}）登记。`);
  return registered.value;
}

const PHONE = /^[\d+()（）\-—\s/,，、;；转－]{5,60}$/;
const MAIL = /^[^\s@,;，；、|<>]+@[^\s@,;，；、|<>]+\.[^\s@,;，；、|<>]+$/;

/** Several addresses in one cell: the first that is one is taken, and the list of what is to be corrected names the rest. */
function readMail(row: RowReader): string {
  const text = row.text('email');
  if (text === '' || MAIL.test(text)) return text;
  const parts = text.split(/[;；,，、|/\s]+/).map((part) => part.replace(/^[<＜(（]+|[>＞)）.。]+$/g, ''));
  const [first, ...others] = parts.filter((part) => MAIL.test(part));
  if (first === undefined) {
    row.refuse('email', `“${text.slice(0, 60)}”不像电子邮箱，请核对后重新填写。`);
    return '';
  }
  if (others.length > 0)
    row.doubt('email', `有 ${others.length + 1} 个电子邮箱，采用第一个 ${first}。送达用哪一个，请核对后只留一个。`);
  return first;
}

/** A telephone number that is none is left out, and said. */
function readPhone(row: RowReader): string {
  const phone = row.text('phone');
  if (phone === '' || PHONE.test(phone)) return phone;
  row.refuse('phone', `“${phone.slice(0, 30)}”不像电话号码，请核对后重新填写。`);
  return '';
}

/** Of the legal representative's ID number a keyed digest alone (docs/decisions/0008); masked or misspelt it is as if there were none. */
function readRepresentativeHash(row: RowReader, context: ReadContext): Buffer | null {
  const id = parseResidentId(codeText(row, 'legalRepresentativeId'));
  return id.ok ? hashIdNumber(id.value, context.keys) : null;
}

function readEnterprise(row: RowReader, context: ReadContext): ReadRecord {
  const code = creditCodeText(row);
  if (code === '' && row.problems.length === 0) {
    row.refuse('creditCode', '缺少统一社会信用代码，请按营业执照填写 18 位代码。');
  }
  const uscc = row.parsed('creditCode', code, (text) => parseUscc(text, context.confirmed));
  const name = normaliseName(row.required('name', '缺少企业名称，请按营业执照填写。'));
  const division = readRegion(row, uscc);
  const kinds = readKinds(row);
  const foundedOn = notInFuture(row, 'foundedOn', row.day('foundedOn'), context.today, '成立日期');
  const capital = row.text('registeredCapital').replace(/[,，]/g, '');
  const former = splitKinds(row.text('formerName')).map(normaliseName);
  const phone = readPhone(row);
  const email = readMail(row);
  const ended = rowEnded(row, false);
  if (row.problems.length > 0 || uscc === undefined) return { key: uscc ?? null, rows: [] };
  const orNull = (text: string) => (text === '' ? null : text);
  const values = [
    name,
    former,
    kinds,
    division,
    orNull(row.text('legalRepresentative')),
    orNull(row.text('address')),
    orNull(capital),
    foundedOn === 'infinity' ? null : foundedOn,
    orNull(row.text('contact')),
    orNull(phone),
    orNull(email),
    ended ? 'ended' : 'active',
  ];
  const hash = readRepresentativeHash(row, context);
  return { key: uscc, rows: [[uscc, JSON.stringify(values), ...values, hash]] };
}

export const enterpriseReader: EntityReader = {
  entity: 'enterprises',
  nodes: ['TCorpBasicInfo', 'TBCorpBasicInfo', 'TOutCorpInfo', 'OutCorpInfo'],
  columns: [
    { name: 'name', type: 'text' },
    { name: 'former_names', type: 'text[]' },
    { name: 'kinds', type: 'text[]' },
    { name: 'division_code', type: 'char(6)' },
    { name: 'legal_representative', type: 'text' },
    { name: 'address', type: 'text' },
    { name: 'registered_capital', type: 'text' },
    { name: 'founded_on', type: 'date' },
    { name: 'contact', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'status', type: 'text' },
    { name: 'representative_hash', type: 'bytea' },
  ],
  read: readEnterprise,
};
