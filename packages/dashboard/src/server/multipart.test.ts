import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMultipart } from './multipart.ts';

/** The body that the platform's own `FormData` makes. */
async function bodyOf(form: FormData): Promise<[string, Buffer]> {
  const request = new Request('http://page.invalid', { method: 'POST', body: form });
  return [request.headers.get('content-type') ?? '', Buffer.from(await request.arrayBuffer())];
}

test('what browsers send is read back as it was: texts of any letters, files of any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      // What is no text is replaced on the way, and a line end is made whole: as the standard says.
      fc.string({ unit: 'grapheme' }).map((text) => text.toWellFormed().replace(/[\r\n]/g, ' ')),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      async (text, bytes) => {
        const form = new FormData();
        form.append('title', text);
        form.append('receipt', new File([bytes as Uint8Array<ArrayBuffer>], 'C:\\photos\\a "photo".jpg'));
        const read = readMultipart(...(await bodyOf(form)));
        expect(read?.fields).toEqual({ title: text });
        expect(read?.files['receipt']?.name).toBe('a "photo".jpg');
        expect(Buffer.from(read?.files['receipt']?.bytes ?? []).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('a file that was not chosen is none; of a name that came twice the last counts; a name may be one of an object', async () => {
  const form = new FormData();
  form.append('key', 'first');
  form.append('key', 'last');
  form.append('__proto__', 'x');
  const read = readMultipart(...(await bodyOf(form)));
  expect(read?.fields['key']).toBe('last');
  expect(Object.keys(read?.fields ?? {})).toEqual(['key', '__proto__']);
  // As browsers write it, and not the platform's own class.
  const empty = '--x\r\ncontent-disposition: form-data; name="receipt"; filename=""\r\n\r\n\r\n--x--';
  expect(readMultipart('multipart/form-data; boundary=x', Buffer.from(empty))).toEqual({ fields: {}, files: {} });
});

describe('is no form', () => {
  const part = 'content-disposition: form-data; name="a"\r\n\r\nb';
  const type = 'multipart/form-data; boundary=x';
  const whole = `--x\r\n${part}\r\n--x--\r\n`;
  test('but this is one', () => {
    expect(readMultipart(type, Buffer.from(whole))).toEqual({ fields: { a: 'b' }, files: {} });
    expect(readMultipart('multipart/form-data; boundary="x"', Buffer.from(whole))?.fields).toEqual({ a: 'b' });
  });
  test.each([
    ['without a boundary', 'multipart/form-data', whole],
    ['with another boundary', 'multipart/form-data; boundary=y', whole],
    ['cut off', type, `--x\r\n${part}`],
    ['cut off after a part', type, `--x\r\n${part}\r\n--x\r\n`],
    ['with a part that has no name', type, '--x\r\ncontent-disposition: form-data\r\n\r\nb\r\n--x--'],
    ['with a part that has no end of its head', type, '--x\r\ncontent-disposition: form-data; name="a"\r\n--x--'],
    ['with a head without end', type, `--x\r\n${'a: b\r\n'.repeat(1_000)}${part}\r\n--x--`],
    ['of too many parts', type, `${`--x\r\n${part}\r\n`.repeat(200)}--x--`],
    ['empty', type, ''],
  ])('%s', (_, contentType, body) => {
    expect(readMultipart(contentType, Buffer.from(body))).toBeUndefined();
  });
});
