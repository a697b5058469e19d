const KB = 1024;

/** `850 KB`, `3.2 MB`: a size as people say it; portal.js says it the same way. */
export function sizeInWords(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  return `${Math.round((bytes / KB / KB) * 10) / 10} MB`;
}

const TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'PDF',
  '.png': 'PNG',
  '.jpg': 'JPEG',
  '.jpeg': 'JPEG',
  '.csv': 'CSV',
  '.xlsx': 'Excel（xlsx）',
  '.txt': '文本（txt）',
};

/** `PDF、PNG`, of the endings that a field accepts. */
export function typesInWords(accept: readonly string[]): string {
  const words = accept.map((ending) => TYPES[ending] ?? ending.replace('.', '').toUpperCase());
  return [...new Set(words)].join('、');
}
