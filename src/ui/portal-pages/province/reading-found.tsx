import type { ReadingReport } from '#features/intake/schema.ts';

const STATES = { visible: '', hidden: '（隐藏）', 'very-hidden': '（深度隐藏）' } as const;
const WHY_SHEET = {
  hidden: '隐藏的工作表，没有读取',
  'no-header': '没有可以识别的表头，没有读取',
  'no-rows': '没有数据',
  'not-asked-for': '没有选择，没有读取',
} as const;
const WHY_ROW = {
  'above-header': '表头以上',
  note: '说明或空序号',
  total: '合计',
  'repeated-header': '重复的表头',
} as const;

function columnsOf(columns: ReadingReport['unknownColumns']): string {
  return columns
    .map(
      ({ sheet, column, heading }) =>
        `${sheet === null ? '' : `${sheet} `}${column} 列${heading === '' ? '' : `“${heading}”`}`,
    )
    .join('、');
}

/** What of the file was read, and what was not. */
export function ReadingFound({ reading }: { readonly reading: ReadingReport }) {
  const { sheets, unknownColumns, namelessColumns, blankColumns, leftOut, leftOutRows, hiddenRows, hiddenColumns } =
    reading;
  const said: readonly (readonly [string, string])[] = [
    ...sheets.map(({ name, state, rows, read, why }): [string, string] => [
      `工作表“${name}”${STATES[state]}`,
      read ? '已读取' : `${WHY_SHEET[why ?? 'no-header']}（${rows} 行）`,
    ]),
    ...(unknownColumns.length === 0 ? [] : [['不认识的列，没有读取', columnsOf(unknownColumns)] as const]),
    ...(namelessColumns.length === 0 ? [] : [['没有列名的列，没有读取', columnsOf(namelessColumns)] as const]),
    ...(blankColumns.length === 0 ? [] : [['整列空白', columnsOf(blankColumns)] as const]),
    ...(hiddenColumns.length === 0 ? [] : [['隐藏的列，同样读取', columnsOf(hiddenColumns)] as const]),
    ...(hiddenRows === 0 ? [] : [['隐藏的行，同样读取', `${hiddenRows} 行`] as const]),
    ...(leftOutRows === 0
      ? []
      : [
          [
            `没有作为数据读取的 ${leftOutRows} 行`,
            leftOut
              .map(
                ({ sheet, line, why, text }) =>
                  `${sheet === null ? '' : `${sheet} `}第 ${line} 行（${WHY_ROW[why]}）${text}`,
              )
              .join('；'),
          ] as const,
        ]),
  ];
  if (said.length === 0) return null;
  return (
    <>
      <h2>读了什么，没有读什么</h2>
      <dl className="facts">
        {said.map(([what, how]) => (
          <div key={`${what} ${how}`}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
