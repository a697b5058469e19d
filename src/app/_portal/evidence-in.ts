import { handedInType } from '#platform/files/media-type.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { fileIn } from '../_site/form-fields.ts';

export const EVIDENCE_TYPES = ['.pdf', '.png', '.jpg', '.jpeg'] as const;
export const EVIDENCE_BYTES = 20 * 1024 * 1024;

/** What the commands of the office take as evidence. */
export interface EvidenceIn {
  readonly kind: 'capture' | 'objection' | 'statement' | 'hearing' | 'receipt' | 'finding' | 'other';
  readonly name: string;
  readonly mediaType: string;
  readonly source: string;
  readonly takenOn: string;
  readonly bytes: Buffer;
}

/** The file of a form as evidence; none where none was chosen, an error where it is not what may be handed in. */
export async function evidenceIn(
  form: FormData,
  field: string,
  about: Pick<EvidenceIn, 'kind' | 'source' | 'takenOn'>,
): Promise<{ readonly evidence: readonly EvidenceIn[]; readonly errors: readonly FormError[] }> {
  const file = await fileIn(form, field);
  if (file === undefined) return { evidence: [], errors: [] };
  const scan = scanOf(file);
  if ('problem' in scan) return { evidence: [], errors: [{ field, text: scan.problem }] };
  return { evidence: [{ ...about, ...scan }], errors: [] };
}

/** A file as evidence is kept, its type told by its content; or what is wrong with it. */
export function scanOf(file: {
  readonly name: string;
  readonly bytes: Buffer;
}): Pick<EvidenceIn, 'name' | 'mediaType' | 'bytes'> | { readonly problem: string } {
  if (file.bytes.length === 0) return { problem: `“${file.name}”是空文件。` };
  if (file.bytes.length > EVIDENCE_BYTES) return { problem: `“${file.name}”超过 20 MB。` };
  const mediaType = handedInType(file.bytes);
  if (mediaType === undefined) return { problem: `“${file.name}”不是 PDF、PNG 或 JPEG 文件。` };
  return { name: file.name, mediaType, bytes: file.bytes };
}
