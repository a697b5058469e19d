/** Where the clauses that acts rest on stand, and what they say: the words a reader can look up. */
export interface Clause {
  readonly id: string;
  readonly document: string;
  readonly article: string;
  readonly text: string;
}

const GX24 = '桂建管〔2024〕8号';
const SX23 = '晋建市规字〔2023〕71号';
const SY = '《沈阳市建筑业企业资质动态核查行动方案》';

const CLAUSES: readonly Clause[] = [
  {
    id: 'GX24-2',
    document: GX24,
    article: '第二条',
    text: '由“桂建云”平台每月对企业的注册执业人员是否满足相应资质标准要求进行自动比对核查。',
  },
  { id: 'GX24-3', document: GX24, article: '第三条', text: '企业的注册执业人员的专业、资格等级和数量。' },
  {
    id: 'GX24-4.1a',
    document: GX24,
    article: '第四条（一）',
    text: '经动态核查区内企业的注册执业人员不再符合相应资质标准要求的，我厅通过“桂建云”平台发出预警信息，并对不合格资质进行异常标注。',
  },
  {
    id: 'GX24-4.1b',
    document: GX24,
    article: '第四条（一）',
    text: '由企业注册地的设区市住房城乡建设主管部门发出《责令限期整改通知书》责令企业整改，整改期限最长不超过3个月。',
  },
  {
    id: 'GX24-4.1c',
    document: GX24,
    article: '第四条（一）',
    text: '异常标注期间，建筑业企业不得申请资质增项、升级，不能承揽不合格资质相应范围内的工程业务。',
  },
  {
    id: 'GX24-4.1d',
    document: GX24,
    article: '第四条（一）',
    text: '企业整改后满足资质标准要求的，“桂建云”平台自动取消标注。',
  },
  {
    id: 'GX24-4.1e',
    document: GX24,
    article: '第四条（一）',
    text: '逾期仍未达到资质标准要求的，依照法定程序由资质许可机关依法撤回相应的资质证书，并予以公告。',
  },
  {
    id: 'GX24-4.2a',
    document: GX24,
    article: '第四条（二）',
    text: '经动态核查区外企业的注册执业人员不再符合相应资质标准要求的，我厅通过“桂建云”平台发出预警信息，并对不合格资质进行异常标注，标注期间，建筑业企业不能在广西承揽不合格资质相应范围内的工程业务。',
  },
  {
    id: 'GX24-4.2b',
    document: GX24,
    article: '第四条（二）',
    text: '将区外企业的不合格资质信息推送至全国建筑市场监管公共服务平台。',
  },
  {
    id: 'GX24-5.2',
    document: GX24,
    article: '第五条（二）',
    text: '各地住房城乡建设主管部门应将资质标注异常的企业列为重点监管对象，在日常监管中重点抽查该类企业承建项目的人员履职及施工现场质量安全状况。',
  },
  {
    id: 'SX23-2.2',
    document: SX23,
    article: '第二条（二）',
    text: '“黄牌预警”期满2个月平台系统显示资质信息仍为异常，经认定为资质不达标的企业，或各级主管部门在日常资质监管中发现企业资质不达标的企业。',
  },
  {
    id: 'SX23-3.0',
    document: SX23,
    article: '第三条',
    text: '发生“黄、红牌预警”的企业，应根据智慧建筑平台提示说明及时整改或进行异议申述，……发现企业存在故意隐瞒真实情况或在整改中弄虚作假的，依法从严处置并记入企业不良信用记录。',
  },
  {
    id: 'SX23-3.1',
    document: SX23,
    article: '第三条第1项',
    text: '企业资质“红牌预警”信息通过智慧建筑平台统一向社会公布。',
  },
  {
    id: 'SX23-3.5',
    document: SX23,
    article: '第三条第5项',
    text: '对企业资质“红牌预警”期满1个月仍未达到资质标准要求的，依法启动该企业相关资质撤回程序。',
  },
  {
    id: 'SX23-4.2',
    document: SX23,
    article: '第四条（二）',
    text: '对存在“红牌预警”期满仍未整改到位的企业，依法启动相关资质撤回程序。',
  },
  {
    id: 'SX23-4.5',
    document: SX23,
    article: '第四条（五）',
    text: '企业对资质预警信息有异议的，应书面报送信息修复申请并提供相关印证资料。其中，由省厅核发资质的企业应直接向我厅报送有关资料；由市行政审批部门核发资质的企业应向市住房城乡建设主管部门报送，经市住房城乡建设主管部门审查同意后出具明确书面意见报送省厅，经我厅核实后对企业资质预警信息统一进行修复。',
  },
  {
    id: 'SY-2.4',
    document: SY,
    article: '第四条（二）',
    text: '将两个通知书和异常企业清单盖章上报沈阳市城乡建设局，由市建设局统一以EMS的方式邮寄。',
  },
  {
    id: 'SY-2.6',
    document: SY,
    article: '第四条（二）',
    text: '企业整改期间不得申请建筑业企业资质的升级、增项，不能承揽新的工程。',
  },
  {
    id: 'SY-3.1',
    document: SY,
    article: '第四条（三）',
    text: '责令整改期限起，对涉改企业进行复查，期间各区、县（市）应对照资质标准中人员相关要求并依托监管平台完成对涉改企业的复查工作……',
  },
  {
    id: 'SY-5',
    document: SY,
    article: '第五条（二）',
    text: '上报的数据、清单要与系统高度一致，防止和杜绝人工修改、人为错漏、人情关系等可能出现的问题和隐患。',
  },
  {
    id: '行政许可法-7',
    document: '《中华人民共和国行政许可法》',
    article: '第七条',
    text: '公民、法人或者其他组织对行政机关实施行政许可，享有陈述权、申辩权；……',
  },
  {
    id: '行政许可法-47',
    document: '《中华人民共和国行政许可法》',
    article: '第四十七条',
    text: '……申请人、利害关系人在被告知听证权利之日起五日内提出听证申请的，行政机关应当在二十日内组织听证。申请人、利害关系人不承担行政机关组织听证的费用。',
  },
  {
    id: '行政许可法-70',
    document: '《中华人民共和国行政许可法》',
    article: '第七十条',
    text: '有下列情形之一的，行政机关应当依法办理有关行政许可的注销手续：（一）行政许可有效期届满未延续的；……',
  },
];

const byId = new Map(CLAUSES.map((clause) => [clause.id, clause]));

/** The clause of an id; undefined where its text is not held, then the id itself must do. */
export function clauseOf(id: string): Clause | undefined {
  return byId.get(id);
}

/** `桂建管〔2024〕8号第四条（一）`, or the id where the text is not held. */
export function citationOf(id: string): string {
  const clause = byId.get(id);
  return clause === undefined ? id : `${clause.document}${clause.article}`;
}
