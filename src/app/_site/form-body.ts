import { Busboy } from '@fastify/busboy';
import { shownName } from '#platform/files/handed-in-name.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { type BodyLimits, limitsOf } from './body-limits.ts';
import { asTyped } from './several-lines.ts';

/** What must stand at the head of a form before anything else of it is read: its token. */
export interface Proof {
  readonly field: string;
  accepts(value: string): boolean;
  readonly refusal: ProblemError;
}

const LONGEST_NAME = 200;
/** before the proof: the few hidden fields that may stand above it */
const FIELDS_BEFORE_PROOF = 8;

interface Reading {
  /** what the sender of too much is told */
  readonly said?: string;
  /** with it, nothing is taken from whoever cannot give it */
  readonly proof?: Proof;
}

/**
 * What was sent from a form to an address (as src/app/_site/body-limits.ts names it), read as it comes and no further than the
 * address takes: the platform's own parser is quadratic in the number of fields.
 * @throws ProblemError
 */
export async function formOf(request: Request, address: string, reading: Reading = {}): Promise<FormData> {
  const { said = '提交的内容过长', proof } = reading;
  const limits = limitsOf(address);
  const type = request.headers.get('content-type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) {
    throw new ProblemError('invalid-form', '提交的内容不是网页表单，请从网页提交，或以 multipart/form-data 发送。');
  }
  const tooLarge = new ProblemError('too-large', `${said}。`);
  if (Number(request.headers.get('content-length') ?? 0) > limits.bytes) throw tooLarge;
  const form = new FormData();
  const parser = parserFor(type, limits, form, proof);
  let length = 0;
  const reader = request.body?.getReader();
  try {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      length += read.value.byteLength;
      if (length > limits.bytes) throw tooLarge;
      await parser.write(read.value);
    }
  } catch (error) {
    // What is refused is not waited for.
    await reader?.cancel().catch(() => undefined);
    throw error;
  }
  await parser.end();
  return form;
}

interface Parser {
  write(part: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

function parserFor(type: string, limits: BodyLimits, form: FormData, proof: Proof | undefined): Parser {
  let refused: ProblemError | undefined;
  const refuse = (problem: ProblemError) => {
    refused ??= problem;
  };
  const incomplete = new ProblemError('invalid-form', '提交的内容没有传完整，请重新提交。');
  const tooMany = new ProblemError('invalid-form', '提交的项目过多，未予办理。请分次提交。');
  let proved = proof === undefined;
  let before = 0;
  let fields = 0;
  let files = 0;

  const busboy = (() => {
    try {
      return new Busboy({
        headers: { 'content-type': type },
        limits: {
          fieldNameSize: LONGEST_NAME,
          fieldSize: limits.bytes,
          // Its own limits only bound the work: it counts some fields twice and does not always tell what it cut off. We count.
          fields: 4 * (limits.fields + 1),
          fileSize: limits.bytes,
          files: limits.files + 1,
          // Parts without a name are neither, and each costs hundreds of bytes to remember.
          parts: limits.fields + limits.files + 1,
          headerPairs: 20,
        },
      });
    } catch {
      throw incomplete;
    }
  })();
  busboy.on('field', (name, value, nameCut, valueCut) => {
    if (refused !== undefined) return;
    if (++fields > limits.fields) return refuse(tooMany);
    if (nameCut || valueCut) return refuse(incomplete);
    if (proof !== undefined && !proved) {
      if (name === proof.field) proved = proof.accepts(value);
      else before++;
      if ((name === proof.field && !proved) || before > FIELDS_BEFORE_PROOF) return refuse(proof.refusal);
    }
    // No keyboard types it and PostgreSQL keeps no text with it: it would come to light as a failure of ours.
    if (CONTROL.test(`${name}${value}`)) return refuse(CONTROL_SIGN);
    form.append(name, asTyped(name, value.replace(UNSEEN, '')));
  });
  busboy.on('file', (name, stream, fileName, _encoding, mediaType) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      if (refused === undefined) chunks.push(chunk);
    });
    stream.on('error', () => refuse(incomplete));
    stream.on('end', () => {
      if (refused !== undefined) return;
      if (`${name}${fileName}`.includes('\0')) return refuse(CONTROL_SIGN);
      form.append(
        name,
        new File(
          chunks.map((chunk) => Uint8Array.from(chunk)),
          fileName === '' ? '' : shownName(fileName),
          { type: mediaType },
        ),
      );
    });
    if (++files > limits.files) refuse(tooMany);
    if (!proved && proof !== undefined) refuse(proof.refusal);
  });
  for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) busboy.on(limit, () => refuse(tooMany));
  const finished = new Promise<void>((resolve, reject) => {
    busboy.once('finish', () => resolve());
    busboy.once('error', () => reject(incomplete));
  });
  // It is thrown where it is waited for.
  finished.catch(() => undefined);
  const check = () => {
    if (refused !== undefined) throw refused;
  };
  return {
    async write(part) {
      check();
      if (!busboy.write(part)) {
        await Promise.race([new Promise<void>((resolve) => busboy.once('drain', () => resolve())), finished]);
      }
      check();
    },
    async end() {
      busboy.end();
      await finished;
      check();
      if (proof !== undefined && !proved) throw proof.refusal;
    },
  };
}

/** What no keyboard types into a form: signs of control, but for tabs and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
/** Signs of direction and of no width: with them a text reads as another than it is, and two names look the same. */
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;
const CONTROL_SIGN = new ProblemError('invalid-form', '提交的内容含有不能保存的控制字符，请删除后重新提交。');
