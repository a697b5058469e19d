import { createHash } from 'node:crypto';
import { openDocumentFile } from '#features/documents/commands.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { DossierContent } from './content.ts';
import { comparisonSheet, confirmationSheet, draftSheet, postingExtract, recordSheet } from './sheets.ts';
import { evidenceTitle } from './words.ts';

/** One piece of the dossier, as it is filed. */
export interface Piece {
  /** 正卷: what the procedure made; 副卷: how the office came to it */
  readonly part: '正卷' | '副卷';
  readonly title: string;
  /** 文书第1号, 证据第2号: the number that the decision cites; empty where it has none */
  readonly number: string;
  readonly on: string;
  readonly mediaType: string;
  readonly content: Buffer;
  readonly sha256: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/html': 'html',
  'text/plain': 'txt',
  'message/rfc822': 'eml',
};

/** A name for a file of the dossier. Signs of direction go too: with them a name reads as another kind of file than it is. */
export function fileName({ title, number, mediaType }: Piece): string {
  const name = `${number}${number === '' ? '' : '-'}${title}`.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_').slice(0, 80);
  return `${name}.${EXTENSIONS[mediaType] ?? 'bin'}`;
}

interface Filing extends Omit<Piece, 'sha256'> {
  /** what puts it before or after another piece of its day */
  readonly at: Date;
}

function titleOf(kind: string): string {
  return isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind;
}

/** The confirmations by which something was served electronically: without them that service rests on nothing. */
async function confirmations(
  transaction: Transaction,
  content: DossierContent,
  reader: { readonly actor: string; readonly at: Date },
): Promise<Filing[]> {
  const ids = [...new Set(content.attempts.flatMap(({ confirmationId }) => confirmationId ?? []))];
  const found = await transaction.query<
    Parameters<typeof confirmationSheet>[1] & { document: string | null; at: Date }
  >(
    `select document_id as document, signed_on as "signedOn", signed_by as "signedBy", email, known_from as at
     from service_confirmation where id = any($1) order by known_from`,
    [ids],
  );
  const filed: Filing[] = [];
  for (const confirmation of found.rows) {
    const { document, signedOn: on, at } = confirmation;
    const pdf = document === null ? undefined : await openDocumentFile(transaction, document, reader);
    const title = titleOf('service-confirmation');
    const form = pdf ?? confirmationSheet(content, confirmation);
    filed.push({ part: '正卷', title, number: '', on, at, mediaType: 'application/pdf', content: form });
  }
  return filed;
}

async function comparisons(transaction: Transaction, content: DossierContent): Promise<Filing[]> {
  const found = await transaction.query<{
    number: number;
    as_of: string;
    recorded_at: Date;
    run_id: number;
    content: unknown;
  }>(`select number, as_of, recorded_at, run_id, content from case_comparison where case_id = $1 order by number`, [
    content.file.caseId,
  ]);
  return found.rows.map(({ number, as_of: on, recorded_at: at, run_id: run, content: compared }) => ({
    part: '正卷',
    title: `注册执业人员比对及人员明细（本案第${number}次比对）`,
    number: '',
    on,
    // Made in the step of its document, and before it.
    at: new Date(at.getTime() - 1),
    mediaType: 'application/pdf',
    content: comparisonSheet(content, { number, run, on, compared }),
  }));
}

async function documents(
  transaction: Transaction,
  content: DossierContent,
  reader: { readonly actor: string; readonly at: Date },
): Promise<Filing[]> {
  const filed: Filing[] = [];
  for (const [at, document] of content.documents.entries()) {
    const { id, kind, number, issuedOn: on, recordedAt, status } = document;
    if (kind === 'posting-list') {
      const title = `${titleOf(kind)}（文书第${at + 1}号，本案摘录）`;
      const extract = { part: '正卷', title, number: '', mediaType: 'application/pdf' } as const;
      filed.push({ ...extract, on, at: recordedAt, content: postingExtract(content, document) });
      continue;
    }
    const pdf = await openDocumentFile(transaction, id, reader);
    if (pdf === undefined) continue;
    const title = `${titleOf(kind)}${number ?? ''}${status === 'withdrawn' ? '（已收回）' : ''}`;
    const common = { part: '正卷', mediaType: 'application/pdf', content: pdf } as const;
    filed.push({ ...common, title, number: `文书第${at + 1}号`, on, at: recordedAt });
  }
  return filed;
}

async function evidence(transaction: Transaction, { file, evidence: listed }: DossierContent): Promise<Filing[]> {
  const found = await transaction.query<{ id: string; bytes: Buffer }>(
    'select id, bytes from case_evidence where case_id = $1',
    [file.caseId],
  );
  return listed.flatMap(({ id, kind, name, takenOn: on, recordedAt, mediaType }, at): Filing[] => {
    const bytes = found.rows.find((each) => each.id === id)?.bytes;
    if (bytes === undefined) return [];
    const common = {
      part: '正卷',
      title: evidenceTitle({ kind, name, takenOn: on }),
      number: `证据第${at + 1}号`,
      mediaType,
    } as const;
    return [{ ...common, on, at: recordedAt, content: bytes }];
  });
}

async function bounces(transaction: Transaction, { file }: DossierContent): Promise<Filing[]> {
  const found = await transaction.query<{ raw: Buffer; received_at: Date }>(
    `select r.raw, r.received_at from delivery_report r join service_attempt a on a.id = r.attempt_id where a.case_id = $1
     order by r.received_at, r.sha256`,
    [file.caseId],
  );
  return found.rows.map(({ raw, received_at: at }, place) => ({
    part: '正卷',
    title: `邮件服务器的退信、投递报告（${place + 1}）`,
    number: '',
    on: legalDayOf(at),
    at,
    mediaType: 'message/rfc822',
    content: raw,
  }));
}

/** 副卷: who drafted, reviewed with which opinion, and sealed; legal opinion and minutes where the chain has them (decisions 0015, 0038). */
async function drafts(transaction: Transaction, content: DossierContent): Promise<Filing[]> {
  const found = await transaction.query<Parameters<typeof draftSheet>[1]>(
    `select d.id, d.act, d.status, d.drafted_by_name as "draftedBy", d.drafted_at as "draftedAt", d.reviewed_by_name as "reviewedBy",
       d.reviewed_at as "reviewedAt", d.opinion, d.sealed_by_name as "sealedBy", d.sealed_at as "sealedAt", c.documents,
       (select coalesce(jsonb_agg(jsonb_build_object('link', s.link, 'result', s.result, 'by', s.signed_by_name, 'at', s.signed_at,
          'opinion', s.opinion, 'minutes', s.minutes) order by array_position(d.links, s.link)), '[]') from draft_signature s where s.draft_id = d.id) as signatures
     from draft d join draft_case c on c.draft_id = d.id where c.case_id = $1 order by d.drafted_at, d.id`,
    [content.file.caseId],
  );
  const minutes = await transaction.query<{ draft: string; on: string; at: Date; mediaType: string; bytes: Buffer }>(
    `select f.draft_id as draft, f.taken_on as on, f.recorded_at as at, f.media_type as "mediaType", f.bytes from draft_file f
     where f.kind = 'minutes' and f.draft_id = any($1::uuid[]) order by f.recorded_at, f.id`,
    [found.rows.map(({ id }) => id)],
  );
  const inner = { part: '副卷', number: '' } as const;
  return found.rows.flatMap((draft): Filing[] => [
    {
      ...inner,
      title: '文稿起草、审核、签发和用印情况',
      on: legalDayOf(draft.draftedAt),
      at: draft.draftedAt,
      mediaType: 'application/pdf',
      content: draftSheet(content, draft),
    },
    ...minutes.rows
      .filter((each) => each.draft === draft.id)
      .map(({ on, at, mediaType, bytes }) => ({ ...inner, title: '集体讨论笔录', on, at, mediaType, content: bytes })),
  ]);
}

/** Everything of a case in the order of a 卷宗: 正卷 in the order of the procedure, then 副卷. */
export async function piecesOf(
  transaction: Transaction,
  content: DossierContent,
  reader: { readonly actor: string; readonly at: Date },
): Promise<readonly Piece[]> {
  const filed = [
    ...(await confirmations(transaction, content, reader)),
    ...(await comparisons(transaction, content)),
    ...(await documents(transaction, content, reader)),
    ...(await evidence(transaction, content)),
    ...(await bounces(transaction, content)),
  ].sort((a, b) => (a.on === b.on ? a.at.getTime() - b.at.getTime() : a.on < b.on ? -1 : 1));
  const record: Filing = {
    part: '正卷',
    title: '案件办理和送达记录',
    number: '',
    on: legalDayOf(content.at),
    at: content.at,
    mediaType: 'application/pdf',
    content: recordSheet(content),
  };
  return [...filed, record, ...(await drafts(transaction, content))].map(({ at: _at, ...piece }) => ({
    ...piece,
    sha256: createHash('sha256').update(piece.content).digest('hex'),
  }));
}
