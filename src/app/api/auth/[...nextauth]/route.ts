import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { signInOptions } from '../../../_portal/sign-in-options.ts';

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, signInOptions());
}

export { handle as GET, handle as POST };
