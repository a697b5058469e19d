import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Documents that the tests of the public pages meet: two that were published, one that was not, with its file. */
const publishedSchema = z.object({ notice: z.string(), announcement: z.string(), order: z.string(), file: z.string() });
export type PublishedDocuments = z.infer<typeof publishedSchema>;

const PORT = process.env.QUALWATCH_E2E_PORT ?? '3987';

/** Where the product leaves for the tests what it issued. */
export const placeOf = (name: string): string => path.join(tmpdir(), `qualwatch-e2e-${PORT}-${name}`);

export function publishedDocuments(): PublishedDocuments {
  return publishedSchema.parse(JSON.parse(readFileSync(placeOf('documents.json'), 'utf8')));
}
