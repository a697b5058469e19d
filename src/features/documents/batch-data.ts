import { isUscc } from '#law/identifiers/uscc.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { Office } from './facts.ts';
import type { DocumentData } from './kinds/index.ts';

/** Synthetic orders for measuring: enterprises of division 990000, which is not assigned (GB/T 2260). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

function uscc(serial: number): string {
  const body = `91990000${String(serial).padStart(9, '0')}`;
  const whole = [...ALPHABET].map((check) => body + check).find(isUscc);
  if (whole === undefined) throw new Error('no check character fits');
  return whole;
}

export const BATCH_OFFICE: Office = {
  id: 'batch-450100',
  name: '南宁市住房和城乡建设局',
  divisionCode: '4501',
  mark: '演住建',
};

const [FIRST_REGIME = ''] = REGIMES.keys();
const LEVELS = ['特级', '一级', '二级', '三级'] as const;
const CATEGORIES = ['建筑工程', '市政公用工程', '公路工程', '水利水电工程', '机电工程', '电力工程'] as const;

/** The facts of one order; each differs in enterprise, qualification and figures, as in a real month. */
export function syntheticOrder(serial: number, verifiedOn: string): DocumentData['order'] {
  const category = CATEGORIES[serial % CATEGORIES.length] ?? '建筑工程';
  const level = LEVELS[serial % LEVELS.length] ?? '三级';
  const needed = 5 + (serial % 8);
  const counted = serial % needed;
  return {
    regime: FIRST_REGIME,
    enterpriseKind: 'construction',
    enterprise: { name: `演示${String(serial).padStart(5, '0')}号建设工程有限公司`, uscc: uscc(serial) },
    qualification: {
      name: `${category}施工总承包${level}`,
      certificateNumber: `D3450${String(serial).padStart(5, '0')}`,
    },
    verifiedOn,
    clauses: [
      {
        text: `${category}、机电工程专业注册建造师合计不少于${needed}人，其中${category}专业注册建造师不少于${needed - 1}人`,
        needed,
        counted,
        short: needed - counted,
        subset: [
          {
            text: `${category}专业注册建造师不少于${needed - 1}人`,
            needed: needed - 1,
            counted: Math.max(0, counted - 1),
            short: needed - 1 - Math.max(0, counted - 1),
          },
        ],
      },
    ],
    comparison: {
      number: 1,
      runId: 1,
      persons: Array.from({ length: counted }, (_, at) => ({
        name: `演${'甲乙丙丁戊己庚辛壬癸子丑寅'.charAt(at)}`,
        certificates: `一级注册建造师（${category}）`,
        counted: true,
        note: '计入',
      })),
    },
    termMonths: 3,
    restrictions: ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
    officers: [
      { name: '执法员甲', certificate: '演示-0001' },
      { name: '执法员乙', certificate: '演示-0002' },
    ],
    contact: { phone: '0771-0000000', address: '演示路1号' },
    remedies: { reviewBody: '南宁市人民政府', court: '有管辖权的人民法院' },
  };
}
