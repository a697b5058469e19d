import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StagedValue } from './entities/entity.ts';

const SPECIAL = /[\\\n\r\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIAL, (char) => ESCAPES[char] ?? char) : text;
}

function asCopyText(value: StagedValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  const items = value.map((item) => `"${item.replace(/["\\]/g, (char) => `\\${char}`)}"`);
  return escapeText(`{${items.join(',')}}`);
}

/** One line of COPY's text format. */
export function copyLine(values: readonly StagedValue[]): string {
  return `${values.map(asCopyText).join('\t')}\n`;
}

/** Copies lines into a table, as one statement and so as one transaction of its own. */
export async function copyInto(client: pg.ClientBase, target: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await pipeline(Readable.from([Buffer.from(lines.join(''))]), client.query(copyFrom(`copy ${target} from stdin`)));
}
