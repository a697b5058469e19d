import { describe, expect, test } from 'vitest';
import { composeDocument, DocumentRefused } from '#features/documents/compose.ts';
import { type IssuedKind, officialKindOf } from '#features/documents/kind-names.ts';
import type { Block, Draft } from '#features/documents/sheet.ts';
import { workCalendar } from '#law/periods/work-calendar.ts';
import { DOCUMENTS } from '#law/regimes/words.ts';
import { openTypesetter } from '#platform/pdf/typesetter.ts';
import { wordsOf } from './poppler.ts';
import { printDraft, printSample } from './print.ts';
import { SAMPLES } from './samples.ts';

function textOf(block: Block): string {
  if ('text' in block) return block.text;
  if (block.kind === 'runs')
    return block.runs.map((run) => ('text' in run ? run.text : 'filled' in run ? run.filled : '')).join('');
  if (block.kind === 'list' || block.kind === 'form') return block.rows.flat().join(' ');
  return '';
}

function wordsIn(draft: Draft): string {
  return draft.blocks.map(textOf).join('\n');
}

describe('words', () => {
  test('GX24-4.1b: needed, counted and short in the ground, the term with its last day and why it moved', () => {
    const text = wordsIn(composeDocument('order', SAMPLES.order).draft);
    expect(text).toContain(
      '应不少于5人，经比对计入3人，尚缺2人；其中“建筑工程专业注册建造师不少于4人”，应不少于4人，经比对计入3人，尚缺1人',
    );
    expect(text).toContain('整改期限至2026年11月9日（周一，因11月7日为周六顺延）止');
    expect(text).toContain('不得申请资质升级，不得申请资质增项，不得在该项资质范围内承揽新的工程业务，列入重点监管');
    expect(text).toContain('第二十八条');
    expect(text).toContain('60日内');
    expect(text).toContain('6个月内');
  });

  test('a term that reaches a year without a holiday notice is said to be provisional', () => {
    const data = { ...SAMPLES.order, servedOn: '2096-11-30' };
    expect(wordsIn(composeDocument('order', data).draft)).toContain('放假安排尚未公布');
  });

  test('the installation’s own holiday notice moves the day that is printed', () => {
    const data = { ...SAMPLES.order, servedOn: '2096-08-07' };
    const own = workCalendar([{ year: 2096, holidays: [], workdays: [], source: '测试' }]);
    const text = wordsIn(composeDocument('order', data, own).draft);
    expect(text).toContain('2096年11月7日（周三）止');
  });

  test('GX24-A.1, A.2: the confirmation says the annex word for word', () => {
    const text = wordsIn(composeDocument('service-confirmation', {}).draft);
    expect(text.replaceAll('\n', '')).toContain(
      '我单位（统一社会信用代码：，法定代表人：，法定代表人身份证号码：，电子邮箱：）同意住房城乡建设主管部门在企业资质动态核查中，通过广西建筑市场监管云平台和电子邮件发送《责令限期整改通知书》等电子文书，平台推送和电子邮件均到达之日视为送达之日。我单位保证电子邮箱真实、准确、有效。上述信息发生变更的，我单位将在五日内更新本确认书。收到《责令限期整改通知书》后逾期不整改的，本单位自愿承担全部法律责任，接受有关部门依据企业资质管理规定给予的行政处理。',
    );
    expect(printSample('service-confirmation').length).toBeGreaterThan(0);
  });

  test('SX23-4.2: the three working days run from the receipt, whose day the sender does not know', () => {
    const text = wordsIn(composeDocument('proposal-letter', SAMPLES['proposal-letter']).draft);
    expect(text).toContain('自收到本函之日的次日起3个工作日内');
    expect(text).not.toContain('收到之日为');
  });

  test('SY-2.5: deemed service on the thirtieth day, not moved; the term from it is', () => {
    const text = wordsIn(composeDocument('public-notice', SAMPLES['public-notice']).draft);
    expect(text).toContain('即于2026年9月19日（周六）视为送达');
    expect(text).toContain('至2026年12月21日（周一，因12月19日为周六顺延）止');
  });

  test('a revocation states facts, evidence, clause, reasons and both remedies; 许可法 §8(2) on compensation is another case', () => {
    const { draft } = composeDocument('decision', SAMPLES.decision);
    const headings = draft.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings).toEqual(['一、事实', '二、证据', '三、理由、依据和决定', '四、救济途径和期限']);
    expect(wordsIn(draft)).not.toContain('补偿');
    expect(wordsIn(draft)).toContain('申请行政复议');
    expect(wordsIn(draft)).toContain('提起行政诉讼');
    expect(() => composeDocument('decision', { ...SAMPLES.decision, evidence: [] })).toThrow(DocumentRefused);
  });

  test('行政许可法-48: a hearing notice says when, where and before whom, and the rights to representatives and recusal', () => {
    const text = wordsIn(composeDocument('hearing-notice', SAMPLES['hearing-notice']).draft);
    for (const each of [
      '2026年12月1日（周二）9时30分',
      '公开举行',
      '冯主持（法规科科长）',
      '申请回避',
      '代理人',
      '笔录',
    ]) {
      expect(text).toContain(each);
    }
    const wrong = { ...SAMPLES['hearing-notice'], time: '九点半' };
    expect(() => composeDocument('hearing-notice', wrong)).toThrow(DocumentRefused);
  });

  test('SX23-2.2, 部令22号-28: the red card is an order with its own title, its term from service and the remedies; without the card it is refused', () => {
    const shanxi = { ...SAMPLES.order, regime: 'shanxi-2023' as const, officers: null, termMonths: 1 };
    expect(() => composeDocument('order', shanxi)).toThrow(DocumentRefused);
    const card = {
      by: 'confirm' as const,
      opinion: '经核实仍不足。',
      redSince: '2026-08-05',
      yellowSince: '2026-06-01',
    };
    const { draft } = composeDocument('order', { ...shanxi, card });
    expect(draft.title.join('')).toBe('资质不达标认定暨责令限期整改通知书');
    const text = wordsIn(draft);
    for (const each of [
      '2026年6月1日起“黄牌预警”',
      '2026年8月5日起予以“红牌预警”',
      '整改期限为1个月',
      '红牌预警期间',
      '申请行政复议',
    ]) {
      expect(text).toContain(each);
    }
    expect(text).not.toContain('异常标注');
    // Found on the spot while the register is in order: the finding is the ground, not a count that shows nothing missing.
    const full = SAMPLES['unmark-notice'].clauses;
    const found = { ...card, by: 'find' as const, opinion: '现场核查人员不在岗' };
    const onSite = wordsIn(composeDocument('order', { ...shanxi, clauses: full, card: found }).draft);
    expect(onSite).toContain('本机关在日常监管中发现：现场核查人员不在岗');
    expect(onSite).not.toContain('符合要求');
  });

  test('民事诉讼法-95: the notice states what was tried and the remedies of the order that it serves', () => {
    const text = wordsIn(composeDocument('public-notice', SAMPLES['public-notice']).draft);
    expect(text).toContain('2026年8月12日邮政特快专递，拒收');
    expect(text).toContain('如不服该通知书');
    const guangxi = { ...SAMPLES['public-notice'], regime: 'guangxi-2024' as const };
    expect(wordsIn(composeDocument('public-notice', guangxi).draft)).toContain('民事诉讼法》第九十五条');
    const decision = { ...SAMPLES['public-notice'], served: 'decision' as const };
    expect(wordsIn(composeDocument('public-notice', decision).draft)).toContain('第四条第（四）项');
  });

  test('an intended revocation tells the right to be heard and by when', () => {
    const data = { ...SAMPLES.intent, servedOn: '2026-11-13' };
    const text = wordsIn(composeDocument('intent', data).draft);
    expect(text).toContain('有权进行陈述和申辩');
    expect(text).toContain('5个工作日内（本告知书于2026年11月13日送达的，至2026年11月20日（周五）止）');
  });

  test('row 20: restrictions, and what follows where the standard is met, are as the clause of each place has them', () => {
    const card = { by: 'confirm' as const, opinion: '经核实仍不足', redSince: '2026-08-05' };
    const orderIn = (regime: string) =>
      wordsIn(
        composeDocument('order', { ...SAMPLES.order, regime, ...(regime.startsWith('shanxi') ? { card } : {}) }).draft,
      );
    expect(orderIn('guangxi-2024')).toContain(
      '标注期间，贵单位不得申请资质升级，不得申请资质增项，不得在该项资质范围内承揽新的工程业务',
    );
    expect(orderIn('guangxi-2024')).toContain('平台自动取消异常标注');
    expect(orderIn('shenyang-2024')).toContain('不得承揽新的工程业务');
    expect(orderIn('shenyang-2024')).not.toMatch(/异常标注|在该项资质范围内/u);
    expect(orderIn('shanxi-2023')).toContain('“红牌预警”解除');
    expect(orderIn('shanxi-2023')).not.toContain('异常标注');
  });

  test('row 20: an act names the legal representative and the address, and counts its terms from the day after', () => {
    const enterprise = { ...SAMPLES.order.enterprise, legalRepresentative: '演法人', address: '南宁市演示路1号' };
    for (const kind of ['order', 'intent', 'decision'] as const) {
      const text = wordsIn(composeDocument(kind, { ...SAMPLES[kind], enterprise }).draft);
      expect(text, kind).toContain('，法定代表人：演法人，地址：南宁市演示路1号）');
    }
    expect(wordsIn(composeDocument('intent', SAMPLES.intent).draft)).toContain('自收到本告知书之日的次日起5个工作日内');
  });

  test('rows 1, 13: order, intent, decision and request to the ministry say which comparison they rest on, and list its persons behind', () => {
    for (const kind of ['order', 'intent', 'decision', 'ministry-report'] as const) {
      const { draft } = composeDocument(kind, SAMPLES[kind]);
      expect(wordsIn(draft), kind).toMatch(
        /（(?:核查编号7，本案第1次比对|本案第\d次比对，以比对当日的登记数据为准)，人员明细见附件）/u,
      );
      const [annex] = draft.annexes ?? [];
      expect(annex?.title, kind).toBe('注册执业人员比对明细');
      expect(annex?.blocks.map(textOf).join(' '), kind).toContain('未计入：专业不符');
      const { comparison: _none, ...without } = SAMPLES[kind];
      expect(() => composeDocument(kind, without), kind).toThrow(DocumentRefused);
    }
    const text = wordsOf(printSample('order'))
      .map((word) => word.text)
      .join('');
    expect(text).toContain('附件：注册执业人员比对明细');
    expect(text).toContain('二级注册建造师（建筑工程、有效期至2028-05-01）');
  });

  test('row 23: the certificate is surrendered within 15 days of the receipt, and it is 该项资质 that is withdrawn', () => {
    const text = wordsIn(composeDocument('decision', SAMPLES.decision).draft);
    expect(text).toContain('自收到本决定书之日的次日起15日内，将载有该项资质的证书交回本机关');
    expect(text).toContain('第七十条第（四）项');
  });

  test('row 21: the inspection runs from the service of its notice, and asks only for what is compared', () => {
    const text = wordsIn(composeDocument('inspection-notice', SAMPLES['inspection-notice']).draft);
    expect(text).toContain('自本通知书送达之日的次日起10日内');
    expect(text).not.toContain('社会保险');
  });

  test('row 25: a title names the office that issues', () => {
    const text = wordsOf(printSample('decision'))
      .map((word) => word.text)
      .join('');
    expect(text).toContain('南宁市住房和城乡建设局撤回行政许可决定书');
  });

  test('row 14: 人次 stays 人次', () => {
    const clauses = [{ text: '合计不少于15人次', unit: '人次' as const, needed: 15, counted: 14, short: 1 }];
    const text = wordsIn(composeDocument('order', { ...SAMPLES.order, clauses }).draft);
    expect(text).toContain('应不少于15人次，经比对计入14人次，尚缺1人次');
  });

  test('SX23-4.3: before the quarter’s end it is a snapshot, not the report', () => {
    const over = composeDocument('quarterly-report', SAMPLES['quarterly-report']).draft;
    expect(over.title.join('')).toBe('关于2026年第三季度预警企业资质撤回情况的报告');
    const early = { ...SAMPLES['quarterly-report'], dataUntil: '2026-09-29' };
    expect(composeDocument('quarterly-report', early).draft.title.join('')).toContain('数据快照');
  });

  test('every document that a regime produces has its kind; the warning is a mail and no document of an office', () => {
    for (const kind of Object.keys(DOCUMENTS)) {
      const known = (name: string): name is IssuedKind => Object.hasOwn(DOCUMENTS, name) && name !== 'warning';
      if (known(kind)) expect(SAMPLES).toHaveProperty(officialKindOf(kind));
    }
  });
});

describe('typesetter', () => {
  test('a character that the face lacks is refused by name, never left out', () => {
    const { draft } = composeDocument('order', SAMPLES.order);
    expect(() => printDraft('order', { ...draft, addressee: '某\u{2f9f4}公司' })).toThrow('字体缺少');
  });

  test('a configured face that is not there is said so', () => {
    expect(() =>
      openTypesetter({
        folders: [],
        faces: {
          body: { family: '没有的仿宋', weight: 400 },
          title: { family: '没有的仿宋', weight: 400 },
          hei: { family: '没有的仿宋', weight: 400 },
          kai: { family: '没有的仿宋', weight: 400 },
          number: { family: '没有的仿宋', weight: 400 },
        },
      }),
    ).toThrow('没有“没有的仿宋”');
  });

  test('the printed page holds the words of the builder', () => {
    const text = wordsOf(printSample('decision'))
      .map((word) => word.text)
      .join('');
    expect(text).toContain('撤回贵单位的建筑工程施工总承包三级资质');
    expect(text).toContain('南住建撤决〔2026〕1号');
  });
});
