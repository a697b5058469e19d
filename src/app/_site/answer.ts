/** What a handler gives back; status, headers and coding are put on in one place. */
export interface Answer {
  readonly status: number;
  readonly type: 'html' | 'json' | 'problem' | 'text' | 'pdf' | 'ndjson' | 'gzip';
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** seconds that anyone may keep it; 0: nobody keeps it */
  readonly keepFor: number;
}

/** Sent elsewhere: for good, where the address had another spelling; to what a form has brought about (303). */
export interface Redirect {
  readonly to: string;
  readonly status?: 303 | 308;
}

export function isRedirect(result: Answer | Redirect): result is Redirect {
  return 'to' in result;
}

/** Public reads change with a run or a re-check, which may come any minute. */
export const SHORT = 30;

/** JSON with a line end, as commands and people like it. */
export function json(content: unknown, keepFor = SHORT, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, type: 'json', body: `${JSON.stringify(content)}\n`, keepFor, headers };
}
