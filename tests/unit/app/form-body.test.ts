import { describe, expect, test } from 'vitest';
import { ProblemError } from '#platform/http/problem.ts';
import { formOf } from '../../../src/app/_site/form-body.ts';

const URLENCODED = 'application/x-www-form-urlencoded';

function sent(body: BodyInit, type?: string): Request {
  return new Request('http://test.invalid/', {
    method: 'POST',
    body,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
}

/** On the wire, as browsers send it. */
async function encoded(form: FormData): Promise<Request> {
  const wire = new Response(form);
  return sent(await wire.arrayBuffer(), wire.headers.get('content-type') ?? '');
}

/** A body that comes in pieces, without a length. */
function dripping(text: string, size: number, type: string): Request {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { 'content-type': type },
  };
  return new Request('http://test.invalid/', init);
}

async function problemOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`not refused: ${String(error)}`);
  return error.problemName;
}

const proof = (token: string) => ({
  field: 'csrf',
  accepts: (value: string) => value === token,
  refusal: new ProblemError('bad-form', '页面已过期。'),
});

describe('what was sent from a form', () => {
  test('is read as it was typed, in either coding', async () => {
    const plain = await formOf(sent('a=%E6%BC%94+%E7%A4%BA&b=&a=2', URLENCODED), '/sign-in');
    expect([...plain]).toEqual([
      ['a', '演 示'],
      ['b', ''],
      ['a', '2'],
    ]);
    const form = new FormData();
    form.set('reason', '演 示\r\n第二行');
    expect([...(await formOf(await encoded(form), '/sign-in'))]).toEqual([['reason', '演 示\r\n第二行']]);
  });

  test.each([1, 3, 7, 64])('is the same in pieces of %i bytes', async (size) => {
    const text =
      '--x\r\nContent-Disposition: form-data; name="名"\r\n\r\n演示\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="材料 一.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF\0\r\n--x--\r\n';
    const form = await formOf(dripping(text, size, 'multipart/form-data; boundary=x'), '/lookup');
    expect(form.get('名')).toBe('演示');
    const file = form.get('file');
    if (!(file instanceof File)) throw new Error('no file');
    expect([file.name, file.type, await file.text()]).toEqual(['材料 一.pdf', 'application/pdf', '%PDF\0']);
  });

  test('a field for a file in which none was chosen is an empty file without a name, as browsers send it', async () => {
    const form = await formOf(
      sent(
        '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n',
        'multipart/form-data; boundary=x',
      ),
      '/lookup',
    );
    const file = form.get('file');
    expect(file instanceof File && [file.name, file.size]).toEqual(['', 0]);
  });
});

describe('L3-CES1-27: more than an address takes is refused without being read to the end', () => {
  test.each([
    ['fields of one letter', `a=b${'&x'.repeat(1_000)}`],
    ['fields with values', 'a=b&'.repeat(500)],
    ['names without a value', '&a=&b='.repeat(400)],
  ])('too many %s', async (_what, body) => {
    expect(await problemOf(formOf(sent(body, URLENCODED), '/sign-in'))).toBe('invalid-form');
  });

  test('too many bytes, with a length or without one', async () => {
    const body = `a=${'b'.repeat(70_000)}`;
    expect(await problemOf(formOf(sent(body, URLENCODED), '/sign-in'))).toBe('too-large');
    expect(await problemOf(formOf(dripping(body, 1_000, URLENCODED), '/sign-in'))).toBe('too-large');
  });

  test('many empty parts, and files where none are taken', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
    expect(
      await problemOf(formOf(sent(`${part.repeat(300)}--x--\r\n`, 'multipart/form-data; boundary=x'), '/sign-in')),
    ).toBe('invalid-form');
    const form = new FormData();
    form.set('file', new File(['x'], 'x.txt'));
    expect(await problemOf(formOf(await encoded(form), '/sign-in'))).toBe('invalid-form');
  });

  test.each([
    ['without any header', '--x\r\n\r\n\r\n'],
    ['with a header that means nothing', '--x\r\nX: y\r\n\r\n\r\n'],
    ['of another disposition', '--x\r\nContent-Disposition: inline\r\n\r\n\r\n'],
  ])('many parts %s: they are counted too', async (_what, part) => {
    const body = `${part.repeat(1_000)}--x--\r\n`;
    expect(await problemOf(formOf(dripping(body, 1_000, 'multipart/form-data; boundary=x'), '/sign-in'))).toBe(
      'invalid-form',
    );
  });

  test('the 400 000 fields that once held the site cost no more than the first two hundred', async () => {
    let pieces = 0;
    const piece = new TextEncoder().encode('&x'.repeat(1_000));
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pieces++;
          if (pieces > 400) controller.close();
          else controller.enqueue(piece);
        },
      },
      { highWaterMark: 0 },
    );
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': URLENCODED },
    };
    expect(await problemOf(formOf(new Request('http://test.invalid/', init), '/documents'))).toBe('invalid-form');
    expect(pieces).toBeLessThan(5);
  });
});

describe('what is no form is refused in words', () => {
  test.each([
    ['no type', sent('a=b', 'text/plain')],
    ['JSON', sent('{"a":1}', 'application/json')],
    ['no boundary', sent('--x', 'multipart/form-data')],
    [
      'not sent whole',
      sent('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', 'multipart/form-data; boundary=x'),
    ],
    ['a control sign', sent('a=%00', URLENCODED)],
    ['a control sign in a name', sent('%00=a', URLENCODED)],
  ])('%s', async (_what, request) => {
    expect(await problemOf(formOf(request, '/sign-in'))).toBe('invalid-form');
  });
});

describe('a form whose token does not stand at its head is not read', () => {
  test.each([
    ['none', 'act=take&id=1'],
    ['a wrong one', 'csrf=no&act=take'],
    ['a wrong one before the right one', 'csrf=no&csrf=yes'],
    ['after many fields', `${'a=b&'.repeat(20)}csrf=yes`],
  ])('%s', async (_what, body) => {
    expect(await problemOf(formOf(sent(body, URLENCODED), '/sign-in', { proof: proof('yes') }))).toBe('bad-form');
  });

  test('a file before it', async () => {
    const form = new FormData();
    form.set('file', new File(['x'.repeat(1_000_000)], 'x.txt'));
    form.set('csrf', 'yes');
    expect(await problemOf(formOf(await encoded(form), '/lookup', { proof: proof('yes') }))).toBe('bad-form');
  });

  test('with it all is read', async () => {
    const form = await formOf(sent('act=take&csrf=yes&id=1', URLENCODED), '/sign-in', { proof: proof('yes') });
    expect(form.get('id')).toBe('1');
  });
});

test('signs of control are refused in every field, signs of direction and of no width are left out, tabs and lines stay', async () => {
  for (const sign of ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009b']) {
    const body = `a=${encodeURIComponent(`演示${sign}一`)}`;
    expect([sign, await problemOf(formOf(sent(body, URLENCODED), '/sign-in'))]).toEqual([sign, 'invalid-form']);
  }
  for (const sign of ['\u200b', '\u200e', '\u202e', '\u2066', '\ufeff', '\u00ad']) {
    const form = await formOf(sent(`a=${encodeURIComponent(`演示${sign}一`)}`, URLENCODED), '/sign-in');
    expect([sign, form.get('a')]).toEqual([sign, '演示一']);
  }
  const kept = await formOf(sent(`reason=${encodeURIComponent('一\t二\r\n三')}`, URLENCODED), '/sign-in');
  expect(kept.get('reason')).toBe('一\t二\r\n三');
});
