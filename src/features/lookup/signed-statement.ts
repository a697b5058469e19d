import { createHash, sign, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { chainsTo } from '#platform/pdf/check-signature.ts';
import { isOrdinaryKey, MOST_CERTIFICATES, type SigningIdentity } from '#platform/pdf/cms.ts';
import { type Statement, statementSchema } from './statement.ts';

const TYPE = 'qualwatch-receipt+jws';

const jwsSchema = z.strictObject({ payload: z.string(), protected: z.string(), signature: z.string() });
/** Letters of a header with its certificates; ours have 6 000. */
const LONGEST_HEADER = 100_000;
const headerSchema = z.object({
  alg: z.literal('RS256'),
  typ: z.literal(TYPE),
  x5c: z.array(z.string()).min(1).max(MOST_CERTIFICATES),
});

const base64url = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/**
 * The statement as a JWS (RFC 7515, flattened JSON, RS256) with the signer's certificate in it: any library of any system can check
 * it, without us.
 */
export function signStatement(statement: Statement, identity: SigningIdentity): string {
  // A root proves nothing by coming along: whoever checks must have it already.
  const chain = [identity.certificate, ...identity.authorities.filter((each) => !each.checkIssued(each))];
  const header = { alg: 'RS256', typ: TYPE, x5c: chain.map((each) => each.raw.toString('base64')) };
  const protectedPart = base64url(JSON.stringify(header));
  const payload = base64url(JSON.stringify(statement));
  const signature = sign('sha256', Buffer.from(`${protectedPart}.${payload}`), identity.key).toString('base64url');
  return `${JSON.stringify({ payload, protected: protectedPart, signature }, null, 1)}\n`;
}

/** What holds of a file that claims to be a signed statement, found without database or network. */
export interface StatementCheck {
  readonly sha256: string;
  /** no byte of the statement was changed since it was signed */
  readonly intact: boolean;
  /** the certificate chains to an authority that is trusted here and was valid on the day of issue */
  readonly trusted: boolean;
  readonly signer: string | null;
  readonly statement: Statement | null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Three members with their values, and no quotation mark within one: base64url has none. */
const QUOTATION_MARKS = 12;

/** A file of any shape takes the parser seconds (a million members, a million levels): only what has the shape of ours is given to it. */
function isShapedAsJws(file: Buffer): boolean {
  if (file.indexOf('[') !== -1 || file.indexOf('{') !== file.lastIndexOf('{')) return false;
  let marks = 0;
  for (let at = file.indexOf('"'); at !== -1 && marks <= QUOTATION_MARKS; at = file.indexOf('"', at + 1)) marks++;
  return marks === QUOTATION_MARKS;
}

/** Whether a file looks like a signed statement at all. */
export function isSignedStatement(file: Buffer): boolean {
  if (!isShapedAsJws(file)) return false;
  return jwsSchema.safeParse(parsed(file.toString('utf8'))).success;
}

/** Checks the signature of a statement and reads it; whatever is wrong gives a report, not an exception. */
export function checkStatement(file: Buffer, trusted: readonly X509Certificate[]): StatementCheck {
  const nothing: StatementCheck = {
    sha256: createHash('sha256').update(file).digest('hex'),
    intact: false,
    trusted: false,
    signer: null,
    statement: null,
  };
  const jws = jwsSchema.safeParse(isShapedAsJws(file) ? parsed(file.toString('utf8')) : undefined);
  if (!jws.success || jws.data.protected.length > LONGEST_HEADER) return nothing;
  const header = headerSchema.safeParse(parsed(Buffer.from(jws.data.protected, 'base64url').toString('utf8')));
  if (!header.success) return nothing;
  try {
    const [certificate, ...others] = header.data.x5c.map((each) => new X509Certificate(Buffer.from(each, 'base64')));
    if (certificate === undefined) return nothing;
    if (certificate.publicKey.asymmetricKeyType !== 'rsa' || !isOrdinaryKey(certificate.publicKey)) return nothing;
    const signer = certificate.subject.replaceAll('\n', '，');
    const covered = Buffer.from(`${jws.data.protected}.${jws.data.payload}`);
    const intact = verify('sha256', covered, certificate.publicKey, Buffer.from(jws.data.signature, 'base64url'));
    if (!intact) return { ...nothing, signer };
    const chain = [certificate, ...others];
    // What a stranger signed may be anything: it is not read.
    if (!chainsTo(certificate, chain, trusted, undefined)) return { ...nothing, intact, signer };
    const read = statementSchema.safeParse(parsed(Buffer.from(jws.data.payload, 'base64url').toString('utf8')));
    if (!read.success) return { ...nothing, intact, signer };
    const at = new Date(read.data.issuedAt);
    return {
      ...nothing,
      intact,
      signer,
      statement: read.data,
      trusted: chainsTo(certificate, chain, trusted, at),
    };
  } catch {
    return nothing;
  }
}
