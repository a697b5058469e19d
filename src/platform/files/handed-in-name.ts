/** By what ending a file leaves us: by what it is, whatever its sender called it. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/csv': 'csv',
  'text/plain': 'txt',
};

const LONGEST = 120;

/**
 * The name that somebody gave a file, as text on a page: without its folders, and without signs of control and direction, with which a name
 * reads as another than it is.
 */
export function shownName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[:*?"<>|]/g, '_')
    .trim();
  const short = Array.from(plain).slice(-LONGEST).join('');
  return /^\.*$/.test(short) ? '未命名' : short;
}

/** What a browser is told to call a download: a plain name that ends as its kind does, and none where the kind is not one of ours. */
export function downloadName(name: string, mediaType: string): string {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : 'bin';
  const plain = shownName(name);
  return plain.toLowerCase().endsWith(`.${ending}`) ? plain : `${plain}.${ending}`;
}

/** Our own name for a file that somebody handed in; theirs is shown as text only. */
export function nameOfHandedIn(what: string, id: string): string {
  return `${what} ${id.slice(0, 8)}`;
}
