import { HubgraphError } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { type Exchange, isPhotoOrScan, nodeFiles } from './node-files.ts';

const UPLOAD = 'cee:upload:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const ENDPOINT = 'http://cee.invalid';

const LOST = new HubgraphError('ERR_NETWORK_TIMEOUT', 'Lost.');

/** A node that takes files by its upload protocol; `lose` says of which requests the answer is lost, from 1 on. */
function aNode(lose: (request: number) => 'before' | 'after' | undefined = () => undefined) {
  let bytes = Buffer.alloc(0);
  let count = 0;
  const asked: string[] = [];
  const answer = (status: number, headers: Record<string, string> = {}, body = '') => ({ status, headers, body });
  const exchange: Exchange = async ({ method, url, headers, body = new Uint8Array() }) => {
    count += 1;
    const lost = lose(count);
    asked.push(`${method} ${url.slice(ENDPOINT.length)}`);
    if (lost === 'before') throw LOST;
    const given = (() => {
      if (method === 'POST') return answer(201, { location: `/uploads/${UPLOAD}` });
      if (method === 'HEAD') return answer(200, { 'upload-offset': String(bytes.length) });
      if (headers['upload-offset'] !== String(bytes.length)) return answer(409, {}, '{"code":"x","message":"y"}');
      bytes = Buffer.concat([bytes, body]);
      return answer(204);
    })();
    if (lost === 'after') throw LOST;
    return given;
  };
  return { asked, files: nodeFiles((node) => (node === 'cee' ? ENDPOINT : undefined), exchange), all: () => bytes };
}

describe('a file goes to its node', () => {
  const photo = Buffer.from(Array.from({ length: 2_500_000 }, (_, n) => n % 251));

  test('in pieces, whole', async () => {
    const { files, all, asked } = aNode();
    expect(await files.send('cee', 't', photo)).toEqual({ upload: UPLOAD });
    expect(all().equals(photo)).toBe(true);
    expect(asked).toEqual(['POST /uploads', ...Array(3).fill(`PATCH /uploads/${UPLOAD}`)]);
  });

  test.each(['before', 'after'] as const)('also where a piece is lost %s it arrived, each byte once', async (when) => {
    const { files, all } = aNode((request) => (request === 3 ? when : undefined));
    expect(await files.send('cee', 't', photo)).toEqual({ upload: UPLOAD });
    expect(all().equals(photo)).toBe(true);
  });

  test('or not, after some tries, and where nobody knows the node', async () => {
    const { files, asked } = aNode((request) => (request === 1 ? undefined : 'before'));
    expect(await files.send('cee', 't', photo)).toEqual({ failed: true });
    expect(asked.length).toBeLessThan(8);
    expect(await files.send('elsewhere', 't', photo)).toEqual({ failed: true });
  });

  test.each([
    [429, '{"code":"uploads-are-too-many","message":"Go on tomorrow."}', 'uploads-are-too-many'],
    [502, 'Bad gateway', undefined],
    [201, '', undefined],
  ])('or is refused: %d %s', async (status, body, code) => {
    // An address that a node makes up leads nowhere.
    const exchange: Exchange = async () => ({ status, headers: { location: 'http://inside.invalid/x' }, body });
    const taken = await nodeFiles(() => ENDPOINT, exchange).send('cee', 't', photo);
    expect(taken).toEqual(code === undefined ? { failed: true } : { refused: { code, message: 'Go on tomorrow.' } });
  });
});

test('a mistake in the page is not taken for a node that does not answer', async () => {
  const exchange: Exchange = async () => {
    throw new TypeError('Of undefined.');
  };
  const files = nodeFiles(() => ENDPOINT, exchange);
  await expect(files.send('cee', 't', Buffer.from('x'))).rejects.toThrow('Of undefined.');
  await expect(files.read('cee', 't', 'known')).rejects.toThrow('Of undefined.');
});

test.each([
  ['does not answer', () => Promise.reject(LOST)],
  ['is behind something that broke', () => Promise.resolve({ status: 502, headers: {}, body: '' })],
])('a file of a node that %s is not taken for one that there is not', async (_, exchange) => {
  expect(await nodeFiles(() => ENDPOINT, exchange).read('cee', 't', 'known')).toEqual({ failed: true });
});

test('a file is read back byte for byte, as whoever asks; nothing where there is none', async () => {
  const bytes = Buffer.from([0, 255, 137, 10]);
  const seen: unknown[] = [];
  const exchange: Exchange = async ({ url, headers, encoding }) => {
    seen.push([url, headers, encoding]);
    return url.endsWith('known')
      ? { status: 200, headers: { 'content-type': 'image/png; x=y' }, body: bytes.toString('latin1') }
      : { status: 404, headers: {}, body: '' };
  };
  const files = nodeFiles(() => ENDPOINT, exchange);
  expect(await files.read('cee', 't', 'known')).toEqual({ mediaType: 'image/png', bytes });
  expect(await files.read('cee', undefined, 'other')).toBeUndefined();
  expect(seen).toEqual([
    [`${ENDPOINT}/files/known`, { authorization: 'Bearer t' }, 'latin1'],
    [`${ENDPOINT}/files/other`, {}, 'latin1'],
  ]);
});

test.each([
  ['ffd8ffe0', true],
  ['89504e470d0a1a0a', true],
  ['524946460000000057454250', true],
  ['255044462d312e37', true],
  ['524946460000000057415645', false],
  ['3c7376673e', false],
  ['', false],
])('what begins with %s is a photo or scan: %s', (hex, is) => {
  expect(isPhotoOrScan(Buffer.from(hex, 'hex'))).toBe(is);
});
