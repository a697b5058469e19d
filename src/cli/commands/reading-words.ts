import type { ImportSummary } from '#features/intake/schema.ts';

const WHY_SHEET = {
  hidden: '是隐藏的',
  'no-header': '没有可以识别的表头',
  'no-rows': '没有数据',
  'not-asked-for': '没有选择',
} as const;

/** What of a file was not read, said after an import; empty where everything was. */
export function readingWords({ reading, doubtful }: ImportSummary): string {
  const { sheets, unknownColumns, namelessColumns, leftOut, leftOutRows } = reading;
  const columns = (list: typeof unknownColumns) =>
    list
      .map(({ sheet, column, heading }) => `${sheet ?? ''}${column} 列${heading === '' ? '' : `“${heading}”`}`)
      .join('、');
  const lines = [
    ...sheets
      .filter(({ read }) => !read)
      .map(({ name, rows, why }) => `没有读取工作表“${name}”（${WHY_SHEET[why ?? 'no-header']}，${rows} 行）。`),
    ...(unknownColumns.length === 0 ? [] : [`没有读取不认识的列：${columns(unknownColumns)}。`]),
    ...(namelessColumns.length === 0 ? [] : [`没有读取没有列名的列：${columns(namelessColumns)}。`]),
    ...(leftOutRows === 0
      ? []
      : [
          `没有作为数据读取的 ${leftOutRows} 行（表头以上、说明、合计）：${leftOut.map(({ line }) => `第 ${line} 行`).join('、')}。`,
        ]),
    ...(doubtful === 0 ? [] : [`${doubtful} 行的次要内容有误：行已导入，有误的各项没有登记，列入“待更正”。`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
