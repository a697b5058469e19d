import { randomBytes } from 'node:crypto';
import { der, oid, TAGS } from '#platform/pdf/der.ts';

/** A CMS signature as somebody writes it who wants it to be costly to check: it proves nothing, and need not. */

const sequence = (...parts: Buffer[]) => der(TAGS.sequence, ...parts);
const set = (...parts: Buffer[]) => der(TAGS.set, ...parts);
const NOTHING = der(TAGS.nothing);
const SHA256_RSA = sequence(oid('1.2.840.113549.1.1.11'), NOTHING);
const RSA = sequence(oid('1.2.840.113549.1.1.1'), NOTHING);
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), NOTHING);

function integer(bytes: Buffer): Buffer {
  return der(TAGS.integer, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))));
}

function number(bits: number, first: number): Buffer {
  const bytes = randomBytes(bits / 8);
  bytes[0] = first;
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 1;
  return bytes;
}

const MODULUS = number(3072, 0xf0);
const USUAL = Buffer.of(1, 0, 1);
const ENORMOUS = number(3072, 0x70);

function certificate(subject: string, issuer: string, serial: number, exponent: Buffer, authority: boolean): Buffer {
  const key = sequence(RSA, der(0x03, Buffer.of(0), sequence(integer(MODULUS), integer(exponent))));
  const truth = der(0x01, Buffer.of(0xff));
  const basic = sequence(sequence(oid('2.5.29.19'), truth, der(TAGS.octets, sequence(truth))));
  const content = sequence(
    der(TAGS.context0, integer(Buffer.of(2))),
    integer(Buffer.of(1, serial >> 8, serial & 0xff)),
    SHA256_RSA,
    commonName(issuer),
    sequence(der(0x17, Buffer.from('250101000000Z')), der(0x17, Buffer.from('400101000000Z'))),
    commonName(subject),
    key,
    ...(authority ? [der(0xa3, basic)] : []),
  );
  return sequence(content, SHA256_RSA, der(0x03, Buffer.of(0), number(3072, 1)));
}

/** Signed by nobody; `authorities` certificates of the signer's issuer come along, each with a key of an enormous exponent. */
export function costlySignature(authorities: number, own: 'usual' | 'enormous' = 'usual'): Buffer {
  const signer = certificate('S', 'X', 1, own === 'usual' ? USUAL : ENORMOUS, false);
  const others = Array.from({ length: authorities }, (_, at) => certificate('X', 'Y', at + 2, ENORMOUS, true));
  const digest = sequence(oid('1.2.840.113549.1.9.4'), set(der(TAGS.octets, randomBytes(32))));
  const info = sequence(
    integer(Buffer.of(1)),
    sequence(commonName('X'), integer(Buffer.of(1, 0, 1))),
    SHA256,
    der(TAGS.context0, digest),
    RSA,
    der(TAGS.octets, randomBytes(384)),
  );
  const signed = sequence(
    integer(Buffer.of(1)),
    set(SHA256),
    sequence(oid('1.2.840.113549.1.7.1')),
    der(TAGS.context0, signer, ...others),
    set(info),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), der(TAGS.context0, signed));
}
