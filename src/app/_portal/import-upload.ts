import { fileIn } from '../_site/form-fields.ts';

/** Of a file that is imported, released or replayed on a page. */
export const IMPORT_BYTES = 25 * 1024 * 1024;
export const IMPORT_ENDINGS = ['.xlsx', '.xls', '.html', '.htm', '.csv', '.ndjson', '.xml', '.zip'] as const;

const INSTEAD = {
  import:
    '请另存为 .xlsx（或将 XML 压缩成 zip）后再上传；仍超过的，请交平台运行单位在服务器上用命令行导入：qualwatch import 种类 文件 --feed 来源，先加 --dry-run 试导入',
  release:
    '请交平台运行单位在服务器上用命令行放行：qualwatch import 种类 文件 --feed 来源 --accept-shrink "姓名：理由"',
  replay:
    '请按导入的文件分别导出、更正和重放，或者交平台运行单位在服务器上用命令行重放：qualwatch quarantine replay 文件 --by 姓名',
} as const;

export type Brought = keyof typeof INSTEAD;

/** What to do with a file that is too large for a page. */
export function tooLargeWords(brought: Brought): string {
  return `文件超过 25 MB，不能在网页上办理。${INSTEAD[brought]}`;
}

/** The file that was brought, or what is wrong with it before anything is read. */
export async function broughtIn(
  form: FormData,
  brought: Brought,
  missing: string,
): Promise<{ readonly name: string; readonly bytes: Buffer } | { readonly problem: string }> {
  const file = await fileIn(form, 'file');
  if (file === undefined) return { problem: missing };
  if (file.bytes.length === 0) return { problem: `“${file.name}”是空文件，没有可以导入的行。` };
  if (file.bytes.length > IMPORT_BYTES) return { problem: `${tooLargeWords(brought)}。` };
  return file;
}
