import { certificateNumberParts, parseCertificateNumber } from '#law/identifiers/certificate-number.ts';
import { normaliseCode } from '#law/identifiers/text.ts';
import {
  type QualificationName,
  qualificationByCode,
  qualificationByName,
  qualificationByParts,
  splitQualifications,
} from '../normalisers/qualification-names.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { type AuthorityLevel, authorityLevelByName, readAuthorityLevel } from '../normalisers/statuses.ts';
import { normaliseName } from '../normalisers/text.ts';
import { type EntityReader, NOTHING, type ReadContext, type ReadRecord, type StagedValue } from './entity.ts';
import { codeText, holderOf, inOrder, notInFuture, rowEnded } from './shared-fields.ts';

function readNames(row: RowReader): QualificationName[] {
  const code = row.text('qualificationCode');
  if (code !== '') {
    const one = row.parsed('qualificationCode', code, qualificationByCode);
    return one === undefined ? [] : [one];
  }
  const series = row.text('series');
  const category = row.text('category');
  const level = row.text('level');
  const written = row.text('qualification');
  const named = splitQualifications(written).map(qualificationByName);
  const accepted = named.flatMap((each) => (each.ok ? [each.value] : []));
  if (named.length > 0 && accepted.length === named.length) return accepted;
  if (category !== '' && (series !== '' || level !== '')) {
    const parts = qualificationByParts(series, category, level);
    if (parts.ok) return [parts.value];
    row.refuse('category', parts.reason);
    return [];
  }
  const refused = named.find((each) => !each.ok);
  if (refused?.ok === false) row.refuse('qualification', refused.reason);
  else row.refuse('qualification', '缺少资质名称，请按证书填写名称及等级，如“建筑工程施工总承包三级”。');
  return [];
}

const BY_NUMBER: Readonly<Record<string, AuthorityLevel>> = {
  住房城乡建设部: 'ministry',
  省级: 'province',
  设区的市级: 'city',
  县级: 'county',
};

interface CertificateFields {
  readonly number: string | null;
  readonly authority: string | null;
  readonly authorityLevel: AuthorityLevel | null;
  readonly issuedOn: string | null;
  readonly validUntil: string | null;
}

/** The certificate of a row. Level of the authority: as the feed says, else by digit 2 of the number (numbers.json). */
function readCertificate(row: RowReader, context: ReadContext, needed: boolean): CertificateFields {
  const text = codeText(row, 'certificateNumber');
  if (text === '' && needed) row.refuse('certificateNumber', '缺少资质证书编号，请按证书填写。');
  const kept = normaliseCode(text);
  // Labour and old certificates are numbered in local ways: what is not of today's form is kept as it stands.
  const parsed = text === '' ? undefined : parseCertificateNumber(text);
  const modern = /^[A-E]/.test(kept) ? row.parsed('certificateNumber', text, parseCertificateNumber) : undefined;
  const authority = normaliseName(row.text('authority'));
  const levelText = row.text('authorityLevel');
  let authorityLevel = levelText === '' ? undefined : readAuthorityLevel(levelText);
  if (levelText !== '' && authorityLevel === undefined) {
    row.refuse('authorityLevel', `发证机关等级“${levelText.slice(0, 20)}”不认识，请填部级、省级、市级或县级。`);
  }
  if (parsed?.ok === true) {
    const parts = certificateNumberParts(parsed.value);
    if (parts.form === 'current') authorityLevel ??= BY_NUMBER[parts.authority];
  }
  if (text !== '') authorityLevel ??= authorityLevelByName(authority);
  const issuedOn = notInFuture(row, 'issuedOn', row.day('issuedOn'), context.today, '发证日期');
  const validUntil = row.endDay('validUntil');
  inOrder(row, 'validUntil', issuedOn, validUntil, '证书有效期');
  return {
    number: modern ?? (kept === '' ? null : kept),
    authority: authority === '' ? null : authority,
    authorityLevel: authorityLevel ?? null,
    issuedOn: issuedOn === 'infinity' ? null : issuedOn,
    validUntil,
  };
}

function readQualification(row: RowReader, context: ReadContext): ReadRecord {
  // TCorpCertInfo gives dates and authority of a certificate, TCorpCertQual what it carries (tables.json).
  const onlyCertificate = row.row.node === 'TCorpCertInfo' || row.row.node === 'TBCorpCertInfo';
  const holder = holderOf(row, normaliseName(row.text('enterprise')), context);
  if (holder === null) {
    row.refuse('creditCode', '缺少持证企业，请填写企业的统一社会信用代码。');
  }
  const names = onlyCertificate ? [] : readNames(row);
  const labour = names.some((name) => name.series === '施工劳务');
  const certificate = readCertificate(row, context, !labour);
  const approvedOn =
    notInFuture(row, 'approvedOn', row.day('approvedOn'), context.today, '资质批准日期') ?? certificate.issuedOn;
  const endedOn = row.day('endedOn');
  const ended = rowEnded(row, false) || (endedOn !== null && endedOn <= context.today);
  const keys = names.map((name) => `${holder}|${name.key}`);
  if (row.problems.length > 0) return { key: keys.length === 1 ? (keys[0] ?? null) : null, rows: [] };
  const head = (key: string | null, signature: string, part: string): StagedValue[] => [
    key,
    signature,
    part,
    holder,
    certificate.number,
    certificate.authority,
    certificate.authorityLevel,
    certificate.issuedOn,
    certificate.validUntil,
  ];
  const days = [approvedOn === 'infinity' ? null : approvedOn, endedOn === 'infinity' ? null : endedOn];
  const status = ended ? 'ended' : 'in-force';
  if (onlyCertificate) {
    return { key: null, rows: [[...head(null, '', 'certificate'), ...Array<null>(7).fill(null), null, null, status]] };
  }
  if (names.length === 0) return NOTHING;
  const rows = names.map((name, at): StagedValue[] => {
    const signature = [certificate.number, certificate.validUntil, ...days, status].join('|');
    return [
      ...head(keys[at] ?? null, signature, 'whole'),
      name.key,
      name.nationalCode,
      name.standardRow,
      name.name,
      name.series,
      name.category,
      name.level,
      ...days,
      status,
    ];
  });
  return { key: keys.length === 1 ? (keys[0] ?? null) : null, rows };
}

export const qualificationReader: EntityReader = {
  entity: 'qualifications',
  nodes: ['TCorpCertInfo', 'TCorpCertQual', 'TBCorpCertInfo', 'TBCorpCertDetailInfo', 'TOutCorpQual'],
  columns: [
    { name: 'part', type: 'text' },
    { name: 'holder', type: 'text' },
    { name: 'certificate_number', type: 'text' },
    { name: 'authority', type: 'text' },
    { name: 'authority_level', type: 'text' },
    { name: 'issued_on', type: 'date' },
    { name: 'valid_until', type: 'date' },
    { name: 'qualification', type: 'text' },
    { name: 'national_code', type: 'text' },
    { name: 'standard_row', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'series', type: 'text' },
    { name: 'category', type: 'text' },
    { name: 'level', type: 'text' },
    { name: 'approved_on', type: 'date' },
    { name: 'ended_on', type: 'date' },
    { name: 'status', type: 'text' },
  ],
  read: readQualification,
};
