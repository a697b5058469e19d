/** Telling apart what a file is by its beginning, whatever it is called. Texts are its bytes as latin1, without a byte order mark. */

const PAGE =
  /^(html|head|meta|body|table|thead|tbody|tr|title|style|script|link|base|div|span|center|form|font|p|br|h[1-6])$/;

/** The first element of a text that begins like markup; undefined where it does not. */
function rootOf(text: string): string | undefined {
  const bare = text.replace(/^(\s|<\?[^>]*\?>|<!--[\s\S]*?-->)+/, '').trimStart();
  if (/^<!doctype\s+html/i.test(bare)) return 'html';
  return /^<([\w:.-]+)/.exec(bare.replace(/^<!doctype[^>]*>\s*/i, ''))?.[1]?.toLowerCase();
}

/** Whether it is a web page, or text with a table of one in it. */
export function htmlIn(text: string): boolean {
  const plain = text.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').replaceAll('\0', '');
  const root = rootOf(plain);
  if (root !== undefined) return PAGE.test(root);
  return /<table[\s>]/i.test(plain) && /<t[rdh][\s>]/i.test(plain);
}

/** What a text file is that cannot be imported, and what to do; undefined for all others. */
export function otherForm(text: string): string | undefined {
  if (text.startsWith('%PDF-')) return '是 PDF 文件。请向对方索取 .xlsx 或 CSV，或者另存为表格后重新导入。';
  if (text.startsWith('{\\rtf')) return '是 RTF 文档。请把其中的表格复制到表格软件，另存为 .xlsx 或 CSV 后重新导入。';
  if (/^(mime-version|content-type:\s*multipart|from:\s*<saved by)/i.test(text)) {
    return '是网页归档（.mht）。请用 Excel 或 WPS 打开后另存为 .xlsx 或 CSV，再重新导入。';
  }
  if (/progid="Excel\.Sheet"/i.test(text) || rootOf(text) === 'workbook' || rootOf(text) === 'ss:workbook') {
    return '是“XML 电子表格 2003”格式。请用 Excel 或 WPS 打开后另存为 .xlsx，再重新导入。';
  }
  if (/^(\x89PNG|\xff\xd8\xff|GIF8)/.test(text)) return '是图片。请取得 .xlsx 或 CSV 文件后重新导入。';
  if (/^(Rar!|7z\xbc\xaf)/.test(text) || text.startsWith('\u001f\u008b'))
    return '是压缩包。请解压后导入其中的 .xlsx 或 CSV 文件。';
  return undefined;
}

/** What a zip without a workbook is, where its parts tell. */
export function zippedForm(names: readonly string[]): string | undefined {
  const holds = (form: RegExp) => names.some((name) => form.test(name));
  if (holds(/^xl\/workbook\.bin$/i)) return '是二进制工作簿（.xlsb）。请用 Excel 另存为 .xlsx 后重新导入。';
  if (holds(/^content\.xml$/i) && holds(/^mimetype$/i))
    return '是 OpenDocument 表格（.ods）。请另存为 .xlsx 或 CSV 后重新导入。';
  if (holds(/^word\/document\.xml$/i))
    return '是 Word 文档。请把其中的表格复制到表格软件，另存为 .xlsx 或 CSV 后重新导入。';
  if (holds(/^ppt\/presentation\.xml$/i)) return '是演示文稿。请取得 .xlsx 或 CSV 文件后重新导入。';
  if (holds(/^Index\/.*\.iwa$|^index\.xml$/i)) return '是 Numbers 表格。请导出为 .xlsx 或 CSV 后重新导入。';
  return undefined;
}
