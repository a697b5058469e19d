import { createHash, randomUUID } from 'node:crypto';
import type { Queries } from '#platform/database/connections.ts';

/** A file that a draft rests on, as it was handed in. */
export interface DraftEvidence {
  readonly kind: 'capture' | 'objection' | 'statement' | 'hearing' | 'receipt' | 'finding' | 'other';
  readonly name: string;
  readonly mediaType: string;
  readonly source: string;
  readonly takenOn: string;
  readonly bytes: Buffer;
}

/** The minutes of the discussion, which come with the head's signature: they stay in the inner part of the dossier. */
export interface DraftMinutes extends Omit<DraftEvidence, 'kind'> {
  readonly kind: 'minutes';
}

/** Keeps the files of a draft; the seal carries them into the case, the minutes not. */
export async function storeDraftFiles(
  transaction: Queries,
  draftId: string,
  files: readonly (DraftEvidence | DraftMinutes)[],
  at: Date,
): Promise<void> {
  for (const { kind, name, mediaType, source, takenOn, bytes } of files) {
    await transaction.query(
      `insert into draft_file (id, draft_id, division_code, kind, name, media_type, source, taken_on, sha256, bytes, recorded_at)
       select $1, d.id, d.division_code, $3, $4, $5, $6, $7, $8, $9, $10 from draft d where d.id = $2`,
      [
        randomUUID(),
        draftId,
        kind,
        name,
        mediaType,
        source,
        takenOn,
        createHash('sha256').update(bytes).digest(),
        bytes,
        at,
      ],
    );
  }
}

/** The files that a draft rests on, which the seal carries into the case, with their bytes, in the order in which they were handed in. */
export async function draftFiles(database: Queries, draftId: string): Promise<DraftEvidence[]> {
  const found = await database.query<DraftEvidence>(
    `select kind, name, media_type as "mediaType", source, taken_on as "takenOn", bytes from draft_file where draft_id = $1 and kind <> 'minutes'
     order by recorded_at, id`,
    [draftId],
  );
  return found.rows;
}

export interface DraftFileShown {
  readonly id: string;
  readonly name: string;
}

/** The files of a draft by name, for its page. */
export async function draftFileNames(database: Queries, draftId: string): Promise<DraftFileShown[]> {
  const found = await database.query<DraftFileShown>(
    'select id, name from draft_file where draft_id = $1 order by recorded_at, id',
    [draftId],
  );
  return found.rows;
}

/** One file of a draft; undefined where there is none in this scope. */
export async function draftFile(
  database: Queries,
  draftId: string,
  fileId: string,
): Promise<Pick<DraftEvidence, 'name' | 'mediaType' | 'bytes'> | undefined> {
  const found = await database.query<Pick<DraftEvidence, 'name' | 'mediaType' | 'bytes'>>(
    'select name, media_type as "mediaType", bytes from draft_file where draft_id = $1 and id = $2',
    [draftId, fileId],
  );
  return found.rows[0];
}
