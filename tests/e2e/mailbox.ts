import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';

const file = path.join(tmpdir(), `qualwatch-e2e-${process.env.QUALWATCH_E2E_PORT ?? '3987'}-mailbox.txt`);

/** Where the development mailbox of the product shows its mails. */
export function writeMailboxAddress(address: string): void {
  writeFileSync(file, address);
}

/** Text of the newest mail to somebody whose subject contains this, and whose text that; waits until the worker has sent it. */
export async function mailTo(recipient: string, subject: string, saying = ''): Promise<string> {
  const address = readFileSync(file, 'utf8');
  let text = '';
  await expect
    .poll(
      async () => {
        const list = await (await fetch(address)).text();
        const row = list.split('<tr>').find((each) => each.includes(recipient) && each.includes(subject));
        const href = row === undefined ? undefined : /href="([^"]+)"/.exec(row)?.[1];
        if (href === undefined) return false;
        text = await (await fetch(new URL(href, address))).text();
        return text.includes(saying);
      },
      { timeout: 120_000, message: `mail “${subject}” to ${recipient}` },
    )
    .toBe(true);
  return text;
}
