import { isUscc } from '#law/identifiers/uscc.ts';

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Credit codes that satisfy GB 32100 under a made-up serial. */
export function syntheticUscc(serial: number): string {
  const body = `91450100MA${String(serial).padStart(7, '0')}`;
  const found = [...USCC_ALPHABET].map((check) => body + check).find(isUscc);
  if (found === undefined) throw new Error('no check character fits');
  return found;
}

/** ID numbers that satisfy GB 11643 under a division code that was never assigned (990000–990999): nobody's. */
export function syntheticIdNumber(serial: number): string {
  const county = String(990_000 + (Math.floor(serial / 10_000_000) % 1_000));
  const day = new Date(Date.UTC(1970, 0, 1 + (Math.floor(serial / 1_000) % 10_000))).toISOString().slice(0, 10);
  const body = `${county}${day.replaceAll('-', '')}${String(serial % 1_000).padStart(3, '0')}`;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(body.charAt(at)), 0);
  return `${body}${'10X98765432'.charAt(sum % 11)}`;
}

/** A seal number of a 二级 constructor. */
export function syntheticSeal(serial: number): string {
  return `桂2452015${2016 + (Math.floor(serial / 100_000) % 10)}${String(serial % 100_000).padStart(5, '0')}`;
}

export const ENTERPRISE_HEADERS = ['企业名称', '统一社会信用代码', '企业注册属地', '企业类型'];

export function enterpriseRow(serial: number): string[] {
  return [`测试建设第${serial}有限公司`, syntheticUscc(serial), '广西壮族自治区-南宁市', '建筑业企业'];
}

export const REGISTRATION_HEADERS = [
  '序号',
  '姓名',
  '身份证号',
  '聘用企业',
  '统一社会信用代码',
  '注册类别',
  '注册号（执业印章号）',
  '注册专业',
  '注册日期',
  '注册有效期',
  '社保状态',
];

const SPECIALTIES = ['建筑工程', '市政公用工程', '建筑工程,市政公用工程', '机电工程', '水利水电工程', '公路工程'];

export function registrationRow(serial: number, enterprises: number): string[] {
  const enterprise = 1 + (serial % enterprises);
  return [
    String(serial),
    `人员${serial}`,
    syntheticIdNumber(serial),
    `测试建设第${enterprise}有限公司`,
    syntheticUscc(enterprise),
    '二级注册建造师',
    syntheticSeal(serial),
    SPECIALTIES[serial % SPECIALTIES.length] ?? '建筑工程',
    `202${serial % 6}-0${1 + (serial % 9)}-15`,
    `2027-0${1 + (serial % 9)}-14`,
    serial % 50 === 0 ? '异常' : '正常',
  ];
}
