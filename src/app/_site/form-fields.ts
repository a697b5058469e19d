/** The file of a field; undefined where none was chosen (browsers then send an empty one). */
export async function fileIn(form: FormData, field: string): Promise<{ name: string; bytes: Buffer } | undefined> {
  const given = form.get(field);
  if (given === null || typeof given === 'string' || (given.size === 0 && given.name === '')) return undefined;
  return { name: given.name, bytes: Buffer.from(await given.arrayBuffer()) };
}

/** All files of a field that takes several. */
export async function filesIn(form: FormData, field: string): Promise<{ name: string; bytes: Buffer }[]> {
  const files: { name: string; bytes: Buffer }[] = [];
  for (const given of form.getAll(field)) {
    if (typeof given === 'string' || (given.size === 0 && given.name === '')) continue;
    files.push({ name: given.name, bytes: Buffer.from(await given.arrayBuffer()) });
  }
  return files;
}

/** The text of a field, as it was typed. */
export function textIn(form: FormData, field: string): string {
  const given = form.get(field);
  return typeof given === 'string' ? given : '';
}
