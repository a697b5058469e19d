import { readEvidenceFile } from '#features/service/commands.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import type { PortalVisit } from '../_portal/portal-route.tsx';

export const MOST_FILES = 10;

async function filesOf(form: FormData): Promise<{ name: string; bytes: Buffer }[]> {
  const files = form.getAll('evidence').filter((each) => typeof each !== 'string');
  const chosen = files.filter((file) => file.size > 0 || file.name !== '');
  return Promise.all(
    chosen.map(async (file) => ({ name: file.name.slice(-200), bytes: Buffer.from(await file.arrayBuffer()) })),
  );
}

/** The files of a form (field `evidence`) as evidence of the enterprise; what may not be handed in is said beside the field. */
export async function handedIn<K extends string>(
  { person, today }: PortalVisit<unknown>,
  form: FormData,
  kind: K,
  required: boolean,
) {
  const errors: FormError[] = [];
  const files = await filesOf(form);
  if (required && files.length === 0) errors.push({ field: 'evidence', text: '请附证明材料。' });
  if (files.length > MOST_FILES) errors.push({ field: 'evidence', text: `一次最多 ${MOST_FILES} 个文件。` });
  const evidence = files.flatMap((file) => {
    const read = readEvidenceFile(file);
    if (!read.ok) {
      errors.push({ field: 'evidence', text: read.reason });
      return [];
    }
    const source = person.held.enterprise ?? person.name;
    return [{ kind, name: file.name, mediaType: read.mediaType, source, takenOn: today, bytes: file.bytes }];
  });
  return { evidence, errors };
}
