import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export interface CopyWriter {
  /** Adds a row of already encoded fields. */
  row(fields: readonly (string | number | null)[]): void;
  /** Waits while the server is slower than we are; call it now and then. */
  pause(): Promise<void>;
}

function field(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? sign,
  );
}

/** `COPY target FROM STDIN`: many rows in one statement. `target` is a table with its column list. */
export async function copyIn(
  client: pg.ClientBase,
  target: string,
  produce: (writer: CopyWriter) => Promise<void>,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  let pending = '';
  let full = false;
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  await produce({
    row(fields) {
      pending += `${fields.map(field).join('\t')}\n`;
      if (pending.length > 1_000_000) {
        full = !stream.write(pending);
        pending = '';
      }
    },
    async pause() {
      if (failure) throw failure;
      if (!full) return;
      await once(stream, 'drain');
      full = false;
    },
  });
  if (failure) throw failure;
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('finish', () => resolve());
    stream.end(pending);
  });
}
