import { createHash } from 'node:crypto';
import { isUscc } from '#law/identifiers/uscc.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { SigningIdentity } from '#platform/pdf/cms.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { pdfSigner } from '#platform/pdf/sign.ts';
import { sharedTypesetter, withoutMissing } from '#platform/pdf/typesetter.ts';
import type { Statement, StatementEntry } from './statement.ts';

type Qualification = Extract<StatementEntry, { result: 'found' }>['qualifications'][number];

/** Before the id and the hash of the statement among the keywords of the file. */
export const RECEIPT_KEYWORD = 'qualwatch-receipt:';

const VERDICTS: Readonly<Record<Qualification['verdict'], string>> = {
  met: '达标',
  'not-met': '不达标',
  undetermined: '待核实',
  'not-assessed': '不比对',
  unknown: '待核查',
  'no-public-warning': '无公开预警',
  none: '尚无结论',
  ended: '已失效',
};

const column = (title: string, width: number, align: 'left' | 'center' = 'left') => ({ title, width, align });
const COLUMNS = [
  column('序号', 9, 'center'),
  column('查询内容', 33),
  column('企业', 37),
  column('资质', 33),
  column('当日状态', 16, 'center'),
  column('公开标注和限制', 28),
];

function rowsOf(entry: StatementEntry, number: string): string[][] {
  switch (entry.result) {
    case 'not-found':
      return [[number, entry.term, '没有找到', entry.reason, '—', '—']];
    case 'ambiguous': {
      const names = entry.candidates.map(
        (each) => `${each.name}（${each.uscc}${each.formerName === undefined ? '' : `，曾用名 ${each.formerName}`}）`,
      );
      return [
        [
          number,
          entry.term,
          `不能确定是哪一家，可能是：\n${[...names, ...(entry.more ? ['等'] : [])].join('\n')}`,
          '未作答',
          '—',
          '—',
        ],
      ];
    }
    case 'found': {
      const { name: then, uscc, nameNow } = entry.enterprise;
      const name = [
        then,
        isUscc(uscc) ? uscc : `${uscc}（按证照核实）`,
        ...(nameNow === undefined ? [] : [`现名称 ${nameNow}`]),
      ].join('\n');
      if (entry.qualifications.length === 0) return [[number, entry.term, name, '登记中没有资质', '—', '—']];
      return entry.qualifications.map((each, at) => [
        at === 0 ? number : '',
        at === 0 ? entry.term : '',
        at === 0 ? name : '',
        `${each.name}${each.certificateNumber === null ? '' : `\n${each.certificateNumber}`}`,
        VERDICTS[each.verdict],
        each.mark === null
          ? '无'
          : [`自 ${each.mark.since} 起标注`, ...each.mark.restrictions.map(({ text }) => text)].join('\n'),
      ]);
    }
  }
}

function minute(at: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return format.format(new Date(at));
}

function blocksOf(statement: Statement, digest: string): unknown[] {
  const { counts } = statement;
  const summary = `共查询 ${counts.asked} 家：找到 ${counts.found} 家，不能确定 ${counts.ambiguous} 家，没有找到 ${counts.notFound} 家；有公开标注的资质 ${counts.marked} 项。`;
  return [
    {
      kind: 'form',
      rows: [
        ['回执编号', statement.id],
        ['查询的日期', `${statement.asOf}（按 ${minute(statement.instant)} 已知的记录作答）`],
        ['出具时间', `${minute(statement.issuedAt)}（北京时间）`],
        ['结果', summary],
        ['数据文件摘要', `SHA-256 ${digest.slice(0, 32)}\n${digest.slice(32)}`],
      ],
    },
    { kind: 'gap', lines: 1 },
    {
      kind: 'list',
      columns: COLUMNS,
      rows: statement.entries.flatMap((entry, at) => rowsOf(entry, String(at + 1))),
    },
    {
      kind: 'small',
      text: '本回执载明出具机关的信息系统在上述时点对公众公开的资质核查记录，不是行政决定。“无公开预警”指企业注册地规定首次预警不公开，不表示达标，也不表示不达标。名称没有写全或有重名的不作推断。',
    },
  ];
}

/** The receipt as a signed PDF; `digest` is the SHA-256 of its machine-readable form, so that the two belong together. */
export function printReceipt(statement: Statement, signed: string, identity: SigningIdentity): Buffer {
  const digest = createHash('sha256').update(signed, 'utf8').digest('hex');
  const at = new Date(statement.issuedAt);
  const [year, month, day] = legalDayOf(at).split('-').map(Number);
  const sheet = {
    layout: 'form',
    headMark: '资质哨',
    number: null,
    signer: null,
    title: ['企业资质核查状态查询回执'],
    addressee: null,
    blocks: blocksOf(statement, digest),
    attachments: [],
    officers: [],
    signature: null,
    seal: false,
    note: null,
    imprint: null,
    annexes: [],
    annexMark: null,
    compact: true,
    check: {
      qr: qrSvg(statement.page),
      lines: [
        '扫码查看本回执的公开页面，或上传本文件核验签名。',
        statement.page,
        ...(statement.demonstration ? ['演示系统出具：企业、人员和证书均为虚构，不具有效力。'] : []),
      ],
    },
    meta: {
      title: `企业资质核查状态查询回执 ${statement.asOf}`,
      author: '资质哨',
      keywords: [`${RECEIPT_KEYWORD}${statement.id}:${digest}`],
      date: { year, month, day },
    },
  };
  // One sign that the faces lack would stop the whole receipt; the JSON keeps the term as it was typed.
  const drawn = withoutMissing(sheet);
  const pdf = sharedTypesetter().typeset(drawn);
  return pdfSigner(identity).sign(pdf, { name: '资质哨', reason: `出具查询回执 ${statement.id}`, at });
}
