import { z } from 'zod';
import { comparedFields, legalDay, text, twoOfficers } from '../facts.ts';
import { clauseSentence } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { printedDate } from '../words/print.ts';
import { lastDayInWords } from '../words/terms.ts';
import { defineKind } from './define.ts';

const finding = z.strictObject({
  on: legalDay,
  result: z.enum(['met', 'not-met']),
  office: text,
  officers: twoOfficers,
  opinion: text.optional(),
});

export const recheckFormSchema = z.strictObject({
  ...comparedFields,
  legalRepresentative: text.optional(),
  address: text.optional(),
  phone: text.optional(),
  orderNumber: text,
  servedOn: legalDay,
  servedBy: text,
  termMonths: z.int().min(1).max(3),
  /** SY-3.1: dated evidence from the national platform */
  evidence: z.strictObject({ capturedOn: legalDay, description: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  district: finding,
  city: finding.optional(),
});
type Finding = z.output<typeof finding>;

function opinion(found: Finding | undefined): string {
  if (found === undefined) return '\n\n（盖章）　　　　年　　月　　日';
  const result = found.result === 'met' ? '经复查，已达到资质标准要求。' : '经复查，仍未达到资质标准要求。';
  const officers = found.officers.map(({ name, certificate }) => `${name}（执法证号：${certificate}）`).join('、');
  return `${result}${found.opinion ?? ''}\n执法人员：${officers}\n签名：　　　　　　　　　　\n${found.office}（盖章）　${printedDate(found.on)}`;
}

/** SY-3.1, 3.2: both re-checks on one sheet, with the evidence that the district captured. */
export const recheckForm = defineKind(recheckFormSchema, (facts, calendar) => {
  const term = { unit: 'months', length: facts.termMonths, rolled: true } as const;
  return {
    layout: 'form',
    title: ['预警企业资质复查表'],
    addressee: null,
    blocks: [
      {
        kind: 'form',
        rows: [
          ['企业名称', facts.enterprise.name],
          ['统一社会信用代码', facts.enterprise.uscc, '法定代表人', facts.legalRepresentative ?? ''],
          ['注册地址', facts.address ?? '', '联系电话', facts.phone ?? ''],
          ['复查资质', facts.qualification.name, '证书编号', facts.qualification.certificateNumber ?? ''],
          ['责令整改文书', facts.orderNumber, '送达日期', `${printedDate(facts.servedOn)}（${facts.servedBy}）`],
          [
            '整改期限',
            `${facts.termMonths}个月，至${lastDayInWords(facts.servedOn, term, calendar, facts.verifiedOn)}止`,
          ],
          [
            '标准要求和核查情况',
            `${printedDate(facts.verifiedOn)}对照${facts.standard}比对${comparisonWords(facts.comparison)}：\n${facts.clauses.map((clause) => `${clauseSentence(clause)}。`).join('\n')}`,
          ],
          [
            '平台截图',
            `截取日期：${printedDate(facts.evidence.capturedOn)}；${facts.evidence.description}\nSHA-256：${facts.evidence.sha256.slice(0, 32)}\n${facts.evidence.sha256.slice(32)}`,
          ],
          ['区、县（市）复查意见', opinion(facts.district)],
          ['市级复查意见', opinion(facts.city)],
        ],
      },
    ],
    signed: false,
    imprint: false,
    annexes: [
      personsAnnex(facts.comparison, `${facts.enterprise.name}${facts.qualification.name}资质`, facts.verifiedOn),
    ],
    subject: facts.enterprise.name,
  };
});
