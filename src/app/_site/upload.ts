import { ProblemError } from '#platform/http/problem.ts';

const SHORT_FORM_BYTES = 64 * 1024;

/** What was sent from a form: its fields and files. */
export async function formOf(
  request: Request,
  most: { readonly bytes: number; readonly said: string },
): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) {
    throw new ProblemError('invalid-form', '提交的内容不是网页表单，请从网页提交，或以 multipart/form-data 发送。');
  }
  const bytes = await bodyOf(request, most);
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw new ProblemError('invalid-form', '提交的内容没有传完整，请重新提交。');
  }
  for (const [name, value] of form) {
    // No keyboard types it and PostgreSQL keeps no text with it: it would come to light as a failure of ours.
    if (`${name}${typeof value === 'string' ? value : value.name}`.includes('\0')) {
      throw new ProblemError('invalid-form', '提交的内容含有不能保存的控制字符，请删除后重新提交。');
    }
  }
  return form;
}

/** A form of a few lines, before anybody is signed in: whoever sends more sends no such form. */
export function shortFormOf(request: Request): Promise<FormData> {
  return formOf(request, { bytes: SHORT_FORM_BYTES, said: '提交的内容过长' });
}

/** The body, read no further than it may be long: a declared length can be wrong. */
async function bodyOf(
  request: Request,
  { bytes, said }: { readonly bytes: number; readonly said: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const refusal = new ProblemError('too-large', `${said}。`);
  if (Number(request.headers.get('content-length') ?? 0) > bytes) throw refusal;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > bytes) throw refusal;
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** The file of a field; undefined where none was chosen (browsers then send an empty one). */
export async function fileIn(form: FormData, field: string): Promise<{ name: string; bytes: Buffer } | undefined> {
  const given = form.get(field);
  if (given === null || typeof given === 'string' || (given.size === 0 && given.name === '')) return undefined;
  return { name: given.name, bytes: Buffer.from(await given.arrayBuffer()) };
}

/** The text of a field, as it was typed. */
export function textIn(form: FormData, field: string): string {
  const given = form.get(field);
  return typeof given === 'string' ? given : '';
}
