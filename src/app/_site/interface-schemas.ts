import { z } from 'zod';
import { clauseOn } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';

/** The shapes of /api/v1: what answers are written to, what openapi.json is generated from, what tests check against. */
const day = z.iso.date().meta({ description: '北京时间的日历日', examples: ['2026-11-09'] });
const instant = z.iso.datetime().meta({ description: 'UTC 时刻', examples: ['2026-11-21T01:08:32.199Z'] });
const uscc = z
  .string()
  .length(18)
  .meta({ description: '统一社会信用代码（GB 32100-2015）', examples: ['91990000000003113T'] });
const place = z
  .strictObject({
    code: z.string().meta({ description: '行政区划代码（GB/T 2260），6 位', examples: ['110101'] }),
    name: z.string().meta({ examples: ['北京市东城区'] }),
  })
  .meta({ description: '注册地' });
const address = z.string().meta({ description: '地址，相对于本站' });

export const verdicts = [
  'met',
  'not-met',
  'undetermined',
  'not-assessed',
  'unknown',
  'no-public-warning',
  'none',
  'ended',
] as const;

const verdict = z.enum(verdicts).meta({
  description:
    'met 达标；not-met 不达标；undetermined 待核实（不作不利结论）；not-assessed 不比对；unknown 待核查（尚无该企业的注册人员数据，不作任何结论）；no-public-warning 首次预警不公开的地区，此处没有公开的预警；none 该日尚无核查结论；ended 资质已失效',
});

export const enterpriseHitSchema = z
  .strictObject({
    uscc,
    name: z.string(),
    place,
    markedQualifications: z.int().min(0).meta({ description: '当前有公开异常标注的资质项数' }),
    href: address,
    formerName: z.string().optional().meta({ description: '按曾用名查到的：所查的曾用名' }),
  })
  .meta({ id: 'EnterpriseHit' });

export const enterpriseListSchema = z
  .strictObject({
    items: z.array(enterpriseHitSchema),
    near: z
      .array(enterpriseHitSchema)
      .meta({ description: '没有查到时，名称与所查只差一个字的企业；不代表所查的就是它' }),
    next: address.nullable().meta({ description: '下一页的地址；最后一页为 null。翻页标记不能自行编写' }),
  })
  .meta({ id: 'EnterpriseList' });

export const qualificationSchema = z
  .strictObject({
    id: z.int(),
    name: z.string().meta({ examples: ['建筑工程施工总承包三级'] }),
    series: z.string(),
    category: z.string(),
    level: z.string(),
    nationalCode: z
      .string()
      .nullable()
      .meta({ description: '全国平台资质代码', examples: ['D101C'] }),
    standardRow: z
      .string()
      .nullable()
      .meta({ description: '本平台标准数据的编号（不是官方编号）', examples: ['GC-01-3'] }),
    approvedOn: day.nullable(),
    validUntil: day.nullable(),
    status: z.enum(['in-force', 'ended']),
    endedOn: day.nullable(),
  })
  .meta({ id: 'Qualification' });

export const certificateSchema = z
  .strictObject({
    number: z
      .string()
      .nullable()
      .meta({ description: '证书编号；登记未注明证书的为 null', examples: ['D345000010'] }),
    authority: z.string().nullable(),
    authorityLevel: z.string().nullable().meta({ description: 'ministry、province、city 或 county' }),
    issuedOn: day.nullable(),
    validUntil: day.nullable(),
    qualifications: z.array(qualificationSchema),
  })
  .meta({ id: 'Certificate' });

export const enterpriseSchema = z
  .strictObject({
    uscc,
    name: z.string(),
    formerNames: z.array(z.string()),
    kinds: z.array(z.string()).meta({ description: 'construction 建筑业企业；supervision 监理企业；…' }),
    place,
    address: z.string().nullable(),
    legalRepresentative: z.string().nullable(),
    status: z.string().meta({ description: 'active 存续；ended 已终止' }),
    recordedAt: instant.meta({ description: '登记信息最近更新' }),
    certificates: z.array(certificateSchema),
    statusHref: address.meta({ description: '资质核查状态的地址' }),
  })
  .meta({ id: 'Enterprise' });

const clauseSchema = z.strictObject({
  id: z.string().meta({ examples: [clauseOn(undefined, 'mark')] }),
  citation: z.string().meta({ examples: [citationOf(clauseOn(undefined, 'mark'))] }),
});

export const markSchema = z
  .strictObject({
    since: day,
    clause: clauseSchema,
    restrictions: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  })
  .meta({ id: 'Mark', description: '公开的异常标注' });

export const checkSchema = z
  .strictObject({
    run: z.int(),
    asOf: day.meta({ description: '核查日' }),
    instant: instant.meta({ description: '数据时点' }),
    standardsVersion: z.string(),
  })
  .meta({ id: 'Check', description: '最近一次确认该结论的核查' });

export const qualificationStatusSchema = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    certificateNumber: z.string().nullable(),
    verdict,
    since: day.nullable().meta({ description: '结论自该日起：改变结论的事实发生的法定日' }),
    noticedAt: instant.nullable().meta({ description: '平台发现并记录该结论的时刻；停机之后可能晚于 since' }),
    shortage: z.int().min(0).nullable().meta({ description: '至少须补充的人数' }),
    effectiveRow: z.string().nullable().meta({ description: '实际比对的标准条目' }),
    mark: markSchema.nullable(),
    check: checkSchema.nullable(),
    href: address.meta({ description: '逐条说明的网页' }),
  })
  .meta({ id: 'QualificationStatus' });

export const statusSchema = z
  .strictObject({
    uscc,
    name: z.string(),
    asOf: day,
    instant: instant.meta({ description: '按此时刻已知的数据作答：过去的日期为当日终了，今天为查询时' }),
    qualifications: z.array(qualificationStatusSchema),
  })
  .meta({ id: 'EnterpriseStatus' });

export const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: '问题的种类，稳定不变；打开可见说明', examples: ['/problems/invalid-uscc'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: '本次的原因和处理办法（中文）' }),
    instance: z.string().optional(),
    parameter: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 问题文档' });

export type EnterpriseList = z.infer<typeof enterpriseListSchema>;
export type EnterpriseRecord = z.infer<typeof enterpriseSchema>;
export type EnterpriseStatus = z.infer<typeof statusSchema>;
