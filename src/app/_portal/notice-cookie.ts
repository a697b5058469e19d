import { z } from 'zod';
import type { NoticeProps } from '#ui/portal/notice.tsx';
import { cookieOf, setCookie } from './session-cookie.ts';

const NAME = 'qualwatch.notice';

/** A notice as it is carried from one answer to another. */
export const noticeSchema = z.object({
  kind: z.enum(['done', 'refused', 'attention']),
  text: z.string().max(500),
  more: z.string().max(500).optional(),
  link: z
    .object({
      label: z.string().max(100),
      address: z
        .string()
        .regex(/^\/(?![/\\])/)
        .max(300),
    })
    .optional(),
});

/** What an act did, carried over the redirect to the next page and shown there once. */
export function noticeCookie(notice: NoticeProps): string {
  return setCookie(NAME, Buffer.from(JSON.stringify(notice)).toString('base64url'), 60);
}

export function noticeOf(request: Request): NoticeProps | undefined {
  const value = cookieOf(request, NAME);
  if (value === undefined || value === '') return undefined;
  try {
    const read = noticeSchema.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

export const clearedNotice = (): string => setCookie(NAME, '', 0);
