/** Imports a file and says so when it is halfway: the test kills it there. */
import { Readable } from 'node:stream';
import { importFile } from '#features/intake/commands.ts';
import { systemClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/connections.ts';
import { identityKeys } from '#platform/identity-numbers.ts';

const [url = '', file = ''] = process.argv.slice(2);
await importFile(
  { entity: 'registrations', files: [file], feed: 'test' },
  {
    pool: openPool(url),
    clock: systemClock,
    keys: identityKeys(Buffer.alloc(32, 7).toString('base64')),
    dataFolder: '',
    standardInput: Readable.from([]),
    progress: ({ rows }) => {
      if (rows >= 20_000) process.stdout.write(`${rows}\n`);
    },
  },
);
