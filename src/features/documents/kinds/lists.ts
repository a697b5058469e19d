import { z } from 'zod';
import { legalDay, text, twoOfficers } from '../facts.ts';
import { LIST_COLUMNS, listSourceSchema } from '../list-columns.ts';
import type { Block, Draft } from '../sheet.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

/** SY-5: a list is its rows as the system gave them, with where they come from and their hash. */
const listFields = {
  source: listSourceSchema,
  rows: z.array(z.array(z.string())),
  rowsHash: z.string().regex(/^[0-9a-f]{64}$/),
};

function table(source: z.output<typeof listSourceSchema>, rows: readonly (readonly string[])[]): Block {
  return {
    kind: 'list',
    columns: [{ title: '序号', width: 8, align: 'center' }, ...LIST_COLUMNS[source.of]],
    rows: rows.map((row, at) => [String(at + 1), ...row]),
  };
}

function provenance(source: z.output<typeof listSourceSchema>, count: number, hash: string): Block {
  return {
    kind: 'small',
    text: `本清单由系统生成，共${count}项，数据来源：核查编号${source.runId}；逐行散列值（SHA-256）：${hash.slice(0, 32)} ${hash.slice(32)}。未经人工修改。`,
  };
}

export const enterpriseListSchema = z.strictObject({
  ...listFields,
  area: text,
  verifiedOn: legalDay,
  officers: twoOfficers,
});
type EnterpriseList = z.output<typeof enterpriseListSchema>;

function enterpriseList(title: string, opening: (facts: EnterpriseList) => string) {
  return (facts: EnterpriseList): Draft => ({
    layout: 'form',
    title: [`${facts.area}${title}`],
    addressee: null,
    blocks: [
      { kind: 'paragraph', text: opening(facts) },
      table(facts.source, facts.rows),
      provenance(facts.source, facts.rows.length, facts.rowsHash),
    ],
    officers: facts.officers,
    signed: true,
    imprint: false,
    subject: `${facts.rows.length}项`,
  });
}

/** SY-2.4: the sealed list of abnormal enterprises that goes up to the city with the two papers. */
export const abnormalList = defineKind(
  enterpriseListSchema,
  enterpriseList(
    '资质异常企业清单',
    (facts) => `经${printedDate(facts.verifiedOn)}系统自动比对核查，下列企业的资质不再符合标准中的注册执业人员要求：`,
  ),
);

/** SY-3.1: enterprises that let the term pass, with the re-check forms. */
export const overdueList = defineKind(
  enterpriseListSchema,
  enterpriseList(
    '逾期整改未达标企业清单',
    // The rows are what the system finds at this instant; whose re-check is done, the forms say.
    (facts) => `截至${printedDate(facts.verifiedOn)}，下列企业整改期限届满，经系统比对仍未达到资质标准要求：`,
  ),
);

export const postingListSchema = z.strictObject({
  ...listFields,
  postedOn: legalDay,
  sender: text,
  /** numbers that the post gives, by row; what it has not given yet is left to be written in */
  waybills: z.array(z.string()).default([]),
});

/** SY-2.4: what was posted to whom, where; the waybill numbers come from the post and are not part of the hashed rows. */
export const postingList = defineKind(postingListSchema, (facts) => ({
  layout: 'form',
  title: ['邮政特快专递（EMS）邮寄清单'],
  addressee: null,
  blocks: [
    { kind: 'flush', text: `寄件单位：${facts.sender}　　交寄日期：${dateWithWeekday(facts.postedOn)}` },
    {
      kind: 'list',
      columns: [
        { title: '序号', width: 8, align: 'center' },
        ...LIST_COLUMNS[facts.source.of],
        { title: '邮件号', width: 26, align: 'center' },
      ],
      rows: facts.rows.map((row, at) => [String(at + 1), ...row, facts.waybills[at] ?? '']),
    },
    provenance(facts.source, facts.rows.length, facts.rowsHash),
    { kind: 'sign-line', left: '交寄人：', right: '邮政收寄（日戳）：　　　　' },
  ],
  signed: true,
  imprint: false,
  subject: `${facts.rows.length}件`,
}));
