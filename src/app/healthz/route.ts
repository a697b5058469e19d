import { standardsVersion } from '#law/standards/index.ts';
import { legalDayOf } from '#platform/clock.ts';
export const dynamic = 'force-dynamic';
export function GET(): Response { return Response.json({ ok: true, standardsVersion, d: legalDayOf(new Date()) }); }
