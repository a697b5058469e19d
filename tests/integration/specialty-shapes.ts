/** Random registers and every shape and format in which a feed may write them (formats §3). */
import { kinds, parseCertificate } from '#law/standards/index.ts';
import { bitsOf } from '#law/standards/specialty-terms.ts';
import { syntheticIdNumber, syntheticSeal, syntheticUscc } from '#tests/load/synthetic-register.ts';

export interface Term {
  readonly name: string;
  /** null: the file says nothing of its own */
  readonly from: string | null;
  /** 9999-12-31: 长期 */
  readonly until: string | null;
}

export interface Certificate {
  readonly serial: number;
  readonly enterprise: number;
  readonly type: '二级注册建造师' | '注册监理工程师';
  readonly terms: readonly Term[];
}

export type Random = () => number;

const ENDLESS = '9999-12-31';
const SPECIALTIES = {
  二级注册建造师: ['建筑工程', '公路工程', '水利水电工程', '矿业工程', '市政公用工程', '机电工程'],
  注册监理工程师: [
    '房屋建筑工程',
    '矿山工程',
    '电力工程',
    '公路工程',
    '市政公用工程',
    '机电安装工程',
    '通信工程',
    '农林工程',
  ],
} as const;
const BEGINNINGS = ['2022-03-02', '2023-11-30', '2024-02-29', '2025-05-02', '2026-11-21'];
const ENDS = ['2026-11-21', '2027-02-28', '2028-02-29', '2028-05-01', '2029-12-31', '2026-11-22', ENDLESS];

const oneOf = <T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((each) => ({ each, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
}

/** One enterprise's register: a few certificates, of which specialties end together, each by itself, or say nothing. */
export function randomRegister(random: Random, first: number, enterprise: number): Certificate[] {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at): Certificate => {
    const type = random() < 0.7 ? '二级注册建造师' : '注册监理工程师';
    const names = shuffled(random, SPECIALTIES[type]).slice(0, 1 + Math.floor(random() * 4));
    const dated = random();
    const [from, until] = [oneOf(random, BEGINNINGS), oneOf(random, ENDS)];
    return {
      serial: first + at,
      enterprise,
      type,
      terms: names.map((name) =>
        dated < 0.1
          ? { name, from: null, until: null }
          : dated < 0.3
            ? { name, from, until }
            : {
                name,
                from: random() < 0.2 ? null : oneOf(random, BEGINNINGS),
                until: random() < 0.15 ? null : oneOf(random, ENDS),
              },
      ),
    };
  });
}

const least = (days: readonly (string | null)[]): string | null =>
  days.reduce((sum, day) => (day === null || (sum !== null && sum <= day) ? sum : day), null);
const greatest = (days: readonly (string | null)[]): string | null =>
  days.reduce((sum, day) => (day === null || (sum !== null && sum >= day) ? sum : day), null);

export const boundsOf = ({ terms }: Certificate) => ({
  from: least(terms.map((each) => each.from)),
  until: greatest(terms.map((each) => each.until)),
});

/** What the register must hold, whatever the shape. */
export function expectedRow(certificate: Certificate) {
  const { type, terms, serial } = certificate;
  const { from, until } = boundsOf(certificate);
  const parsed = parseCertificate(
    type,
    null,
    terms.map(({ name }) => name),
  );
  if (!parsed.ok) throw new Error(parsed.reason);
  const { kind, mask } = parsed.value;
  const order = bitsOf(mask).map((bit) =>
    terms.find(({ name }) => {
      const one = parseCertificate(type, null, [name]);
      return one.ok && one.value.mask === bit;
    }),
  );
  const own = (day: string | null | undefined, whole: string | null) =>
    day === whole || day === ENDLESS ? null : (day ?? null);
  const froms = order.map((term) => own(term?.from, from));
  const untils = order.map((term) => own(term?.until, until));
  const none = [...froms, ...untils].every((day) => day === null);
  return {
    key: `${kinds.find((each) => each.number === kind)?.number}:${numberOf(type, serial)}`,
    specialties: mask,
    registered_on: from,
    valid_until: until === ENDLESS ? null : until,
    specialty_from: none ? null : froms,
    specialty_until: none ? null : untils,
  };
}

function numberOf(type: Certificate['type'], serial: number): string {
  return type === '二级注册建造师' ? syntheticSeal(serial) : String(45_000_000 + serial);
}

/** A day in one of the notations of the feeds. */
function written(random: Random, day: string): string {
  if (day === ENDLESS) return oneOf(random, ['长期', '长期有效']);
  const [year = '', month = '', date = ''] = day.split('-');
  return oneOf(random, [
    day,
    `${year}/${Number(month)}/${Number(date)}`,
    `${year}年${Number(month)}月${Number(date)}日`,
    `${year}.${Number(month)}.${Number(date)}`,
    `${year}${month}${date}`,
  ]);
}

const cell = (random: Random, day: string | null): string => (day === null ? '' : written(random, day));

export type Record_ = Readonly<Record<string, unknown>>;

function whoIs({ serial, enterprise, type }: Certificate): Record<string, string> {
  return {
    姓名: `人员${serial}`,
    身份证号: syntheticIdNumber(serial),
    统一社会信用代码: syntheticUscc(enterprise),
    注册类别: type,
    注册编号: numberOf(type, serial),
  };
}

/** `建筑工程（有效期：2028-05-01）` and its brothers. */
function termInCell(random: Random, { name, from, until }: Term): string {
  if (from === null && until === null) return name;
  const [open = '（', close = '）'] = oneOf(random, [
    ['（', '）'],
    ['(', ')'],
    ['【', '】'],
    ['〔', '〕'],
  ]);
  const label = oneOf(random, ['', '有效期：', '有效期:', '有效期', '注册有效期：']);
  if (from === null) return `${name}${open}${oneOf(random, [label, '有效期至', '至'])}${cell(random, until)}${close}`;
  if (until === null) return `${name}${open}自${cell(random, from)}起${close}`;
  const to = oneOf(random, ['至', '~', '～', '—', ' 至 ', '到']);
  return `${name}${open}${label}${cell(random, from)}${to}${cell(random, until)}${close}`;
}

/** The ways of writing one certificate as one or several records of named cells. */
export const SHAPES: Readonly<Record<string, (random: Random, certificate: Certificate) => Record_[]>> = {
  'one row a specialty': (random, certificate) =>
    certificate.terms.flatMap((term) => {
      const row = {
        ...whoIs(certificate),
        注册专业: term.name,
        注册日期: cell(random, term.from),
        注册有效期: cell(random, term.until),
      };
      return random() < 0.05 ? [row, row] : [row];
    }),
  'dates in the cell': (random, certificate) => {
    const { from, until } = boundsOf(certificate);
    const said = random() < 0.5;
    const terms = shuffled(random, certificate.terms).map((term) => {
      // What is the certificate's own may be left to it where it is written.
      const bare = said && random() < 0.5;
      return termInCell(random, {
        name: term.name,
        from: bare && term.from === from ? null : term.from,
        until: bare && term.until === until ? null : term.until,
      });
    });
    return [
      {
        ...whoIs(certificate),
        注册专业: terms.join(oneOf(random, [',', '，', '、', '；', ';', '|', ' '])),
        注册日期: said ? cell(random, from) : '',
        注册有效期: said ? cell(random, until) : '',
      },
    ];
  },
  'pairs of columns': (random, certificate) => {
    const pairs = shuffled(random, certificate.terms).flatMap((term, at): [string, string][] => [
      [`注册专业${at + 1}`, term.name],
      [`注册专业${at + 1}注册日期`, cell(random, term.from)],
      [`注册专业${at + 1}有效期至`, cell(random, term.until)],
    ]);
    return [{ ...whoIs(certificate), ...Object.fromEntries(pairs) }];
  },
  'split and joined': (random, certificate) => {
    // Each specialty in a row of its own or together with others, its days in the cell or in the row's columns.
    const terms = shuffled(random, certificate.terms);
    const cut = Math.floor(random() * (terms.length + 1));
    const joined = terms.slice(0, cut);
    const rows: Record_[] = terms.slice(cut).map((term) => ({
      ...whoIs(certificate),
      注册专业: term.name,
      注册日期: cell(random, term.from),
      注册有效期: cell(random, term.until),
    }));
    if (joined.length === 0) return rows;
    const text = joined.map((term) => termInCell(random, term)).join('，');
    return [...rows, { ...whoIs(certificate), 注册专业: text, 注册日期: '', 注册有效期: '' }];
  },
};

/** NDJSON only: specialties as objects. */
export function objectsOf(random: Random, certificate: Certificate): Record_[] {
  const keys = oneOf(random, [
    ['specialty', 'validFrom', 'validUntil'],
    ['专业', '注册日期', '有效期至'],
    ['RegMajorDesc', 'RegIssueDate', 'RegValidDate'],
  ]);
  const [name = '', from = '', until = ''] = keys;
  const list = shuffled(random, certificate.terms).map((term) =>
    term.from === null && term.until === null && random() < 0.5
      ? term.name
      : { [name]: term.name, [from]: term.from, [until]: term.until === ENDLESS ? '长期' : term.until },
  );
  return [{ ...whoIs(certificate), 注册专业: list }];
}

const element = (name: string, fields: Readonly<Record<string, string>>): string =>
  `<${name}>${Object.entries(fields)
    .map(([key, value]) => `<${key}>${value}</${key}>`)
    .join('')}</${name}>`;

/** The provincial message: certificates and, in a second node, their specialties. */
export function recordNodes(random: Random, certificate: Certificate): string[] {
  const { from, until } = boundsOf(certificate);
  const said = random() < 0.5;
  const code = random() < 0.5;
  const person = {
    IDCardType: '1',
    IDCardNo: syntheticIdNumber(certificate.serial),
    PersonName: `人员${certificate.serial}`,
  };
  return [
    element('TPersonRegCert', {
      ...person,
      RegType: code && certificate.type === '二级注册建造师' ? '1512' : certificate.type,
      RegNo: numberOf(certificate.type, certificate.serial),
      StampNo: certificate.type === '二级注册建造师' ? numberOf(certificate.type, certificate.serial) : '',
      IssueDate: said ? cell(random, from) : '',
      ValidDate: said ? cell(random, until) : '',
      OrganID: syntheticUscc(certificate.enterprise),
      Status: '1',
    }),
    ...certificate.terms.map((term) =>
      element('TPersonRegMajor', {
        ...person,
        RegType: certificate.type,
        RegMajorCode: '',
        RegMajorDesc: term.name,
        RegIssueDate: said && term.from === from && random() < 0.5 ? '' : cell(random, term.from),
        RegValidDate: said && term.until === until && random() < 0.5 ? '' : cell(random, term.until),
      }),
    ),
  ];
}

export function provincialXml(nodes: readonly string[]): string {
  const info = element('ReturnInfo', { Status: '0', LastPacket: 'true', Description: '' });
  return `<?xml version="1.0" encoding="UTF-8"?><ResultSet>${info}${nodes.join('')}</ResultSet>`;
}

/** A table of records with different columns: every column that any of them has. */
export function tableOf(records: readonly Record_[]): {
  readonly headers: readonly string[];
  readonly rows: readonly string[][];
} {
  const headers = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return { headers, rows: records.map((record) => headers.map((header) => String(record[header] ?? ''))) };
}
