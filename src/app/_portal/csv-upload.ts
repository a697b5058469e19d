import { fileIn } from '../_site/form-fields.ts';

const MOST_BYTES = 2 * 1024 * 1024;

/** The CSV of a form, or what is wrong with it. What it says is read by the feature. */
export async function csvIn(form: FormData): Promise<{ readonly bytes: Buffer } | { readonly problem: string }> {
  const file = await fileIn(form, 'file');
  if (file === undefined) return { problem: '请先选择文件。' };
  if (file.bytes.length === 0) return { problem: `“${file.name}”是空文件。` };
  if (file.bytes.length > MOST_BYTES) return { problem: `“${file.name}”超过 2 MB，请分成几个文件。` };
  // A workbook is a ZIP; its bytes would be read as nonsense.
  if (file.bytes.subarray(0, 2).toString('latin1') === 'PK' || file.bytes.includes(0)) {
    return { problem: `“${file.name}”不是 CSV 文件，请在表格软件中另存为 CSV 后再导入。` };
  }
  return { bytes: file.bytes };
}
