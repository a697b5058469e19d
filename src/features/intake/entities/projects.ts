import { accept, type Parsed, refuse } from '#law/identifiers/parsed.ts';
import { normaliseCode } from '#law/identifiers/text.ts';
import { parseUscc } from '#law/identifiers/uscc.ts';
import dictionaries from '../data/dictionaries.json' with { type: 'json' };
import { readDivision } from '../normalisers/divisions.ts';
import { FIELDS } from '../normalisers/headers.ts';
import type { RowReader } from '../normalisers/row-reader.ts';
import { deletes } from '../normalisers/statuses.ts';
import { normaliseName } from '../normalisers/text.ts';
import type { EntityReader, ReadContext, ReadRecord } from './entity.ts';
import { codeText, inOrder } from './shared-fields.ts';

const NATIONAL = /^\d{16}$/;

/** 项目编号: sixteen digits on the national platform, any form of 8 to 40 characters in provinces (numbers.json). */
function parseProjectNumber(text: string): Parsed<string> {
  const number = normaliseCode(text);
  if (NATIONAL.test(number) || /^[0-9A-Z][0-9A-Z-]{7,39}$/.test(number)) return accept(number);
  return refuse('项目编号应为 16 位数字（或省级编号 8 至 40 位字母、数字），请核对后重新填写。');
}

/** A to D, lower case too (formats §4). */
function parseDataLevel(text: string): Parsed<string> {
  const level = normaliseCode(text).replace(/级$/, '');
  return /^[ABCD]$/.test(level) ? accept(level) : refuse('数据等级应为 A、B、C 或 D，请核对后重新填写。');
}

const SOURCES: Readonly<Record<string, string>> = dictionaries.lists.TBDATASOURCEDIC;

function parseDataSource(text: string): Parsed<string> {
  const name = SOURCES[text] ?? text;
  if (Object.values(SOURCES).includes(name)) return accept(name);
  return refuse(`数据来源“${text.slice(0, 20)}”不认识，请填业务办理、信息登记、历史业绩补录或共享交换。`);
}

function parsePartyCode(text: string, confirmed: ReadonlySet<string>): Parsed<string | null> {
  // Participants' codes are mostly old organisation codes (formats §6): kept in the content, not as a credit code.
  const bare = normaliseCode(text).replaceAll('-', '');
  return bare.length === 9 ? accept(null) : parseUscc(text, confirmed);
}

function readRegion(row: RowReader, number: string | undefined): string | null {
  const text = row.text('region');
  if (text !== '') return row.parsed('region', text, readDivision) ?? null;
  const division = number !== undefined && NATIONAL.test(number) ? readDivision(number.slice(0, 6)) : undefined;
  if (division?.ok === true) return division.value;
  row.refuse('region', '缺少项目属地，请填写省、市、县的全称或 6 位行政区划代码。');
  return null;
}

function readProject(row: RowReader, { confirmed }: ReadContext): ReadRecord {
  const party = (written: string) => parsePartyCode(written, confirmed);
  const text = codeText(row, 'projectNumber');
  if (text === '' && row.problems.length === 0) row.refuse('projectNumber', '缺少项目编号，请填写。');
  const number = row.parsed('projectNumber', text, parseProjectNumber);
  const name = row.required('name', '缺少项目名称，请填写。');
  const division = readRegion(row, number);
  const builder = row.parsed('builderCode', codeText(row, 'builderCode'), party) ?? null;
  const supervisor = row.parsed('supervisorCode', codeText(row, 'supervisorCode'), party) ?? null;
  const dataLevel = row.parsed('dataLevel', row.text('dataLevel'), parseDataLevel) ?? null;
  const dataSource = row.parsed('dataSource', row.text('dataSource'), parseDataSource) ?? null;
  const startedOn = row.day('startedOn');
  const finishedOn = inOrder(row, 'finishedOn', startedOn, row.day('finishedOn'), '竣工日期');
  const content = Object.fromEntries(
    FIELDS.projects
      .map((field): [string, string] => [field.field, row.text(field.field)])
      .filter(([, value]) => value !== ''),
  );
  const ended = deletes(row.text('updateFlag'));
  if (row.problems.length > 0 || number === undefined) return { key: number ?? null, rows: [] };
  const owner = row.text('owner');
  const permit = row.text('permitNumber');
  const values = [
    name,
    division,
    builder,
    supervisor,
    owner === '' ? null : normaliseName(owner),
    permit === '' ? null : permit,
    dataLevel,
    dataSource,
    startedOn === 'infinity' ? null : startedOn,
    finishedOn === 'infinity' ? null : finishedOn,
    JSON.stringify(content),
    ended ? 'ended' : 'in-force',
  ];
  return { key: number, rows: [[number, JSON.stringify(values), ...values]] };
}

export const projectReader: EntityReader = {
  entity: 'projects',
  nodes: ['TBProjectInfo'],
  columns: [
    { name: 'name', type: 'text' },
    { name: 'division_code', type: 'char(6)' },
    { name: 'builder_uscc', type: 'char(18)' },
    { name: 'supervisor_uscc', type: 'char(18)' },
    { name: 'owner_name', type: 'text' },
    { name: 'permit_number', type: 'text' },
    { name: 'data_level', type: 'char(1)' },
    { name: 'data_source', type: 'text' },
    { name: 'started_on', type: 'date' },
    { name: 'finished_on', type: 'date' },
    { name: 'fields', type: 'jsonb' },
    { name: 'status', type: 'text' },
  ],
  read: readProject,
};
