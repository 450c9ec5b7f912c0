import { HubgraphError } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { exportsAt } from './node-exports.ts';
import type { Exchange } from './node-files.ts';

const SHA = 'ab'.repeat(32);
const LIST = {
  seq: 7,
  files: [
    { file: 'postings.csv', sizeBytes: 12, sha256: SHA },
    { file: 'books.journal', sizeBytes: null, sha256: null },
    { file: '../evil', sizeBytes: 1, sha256: SHA },
    null,
  ],
};

function node(list: unknown, heads: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
  const asked: string[] = [];
  const exchange: Exchange = async ({ method, url }) => {
    const path = url.replace('http://cee.invalid', '');
    asked.push(`${method} ${path}`);
    if (method === 'GET') return { status: 200, headers: {}, body: JSON.stringify(list) };
    return { status: path in heads ? 200 : 503, headers: heads[path] ?? {}, body: '' };
  };
  return { asked, exchange };
}
const ask = (exchange: Exchange, make: boolean) => exportsAt('http://cee.invalid', exchange, make);

test('what was made is told with size and digest, and nothing else is asked for', async () => {
  const { exchange, asked } = node(LIST);
  expect(await ask(exchange, false)).toEqual([
    { file: 'postings.csv', seq: 7, sizeBytes: 12, sha256: SHA },
    { file: 'books.journal', seq: 7 },
  ]);
  expect(asked).toEqual(['GET /exports']);
});

test('what was not made is made where that is asked for, and told as it is', async () => {
  const path = '/exports/7/books.journal';
  const { exchange, asked } = node(LIST, { [path]: { etag: `"${'cd'.repeat(32)}"`, 'content-length': '34' } });
  expect((await ask(exchange, true))?.[1]).toEqual({
    file: 'books.journal',
    seq: 7,
    sizeBytes: 34,
    sha256: 'cd'.repeat(32),
  });
  expect(asked).toEqual(['GET /exports', `HEAD ${path}`]);
  for (const headers of [{}, { etag: '"x"', 'content-length': '3' }, { etag: `"${SHA}"`, 'content-length': 'x' }]) {
    expect((await ask(node(LIST, { [path]: headers }).exchange, true))?.[1]).toEqual({ file: 'books.journal', seq: 7 });
  }
});

test.each([
  ['no object', null],
  ['no position', { files: [] }],
  ['no list', { seq: 1 }],
])('%s is no list', async (_, list) => {
  expect(await ask(node(list).exchange, true)).toBeUndefined();
});

test('a node that nobody knows, that is silent or answers rubbish tells nothing', async () => {
  const rubbish: Exchange = async () => ({ status: 200, headers: {}, body: '<html>' });
  const silent: Exchange = async () => {
    throw new HubgraphError('ERR_NETWORK_TIMEOUT', 'Lost.');
  };
  expect(await exportsAt(undefined, rubbish, true)).toBeUndefined();
  for (const exchange of [rubbish, silent]) expect(await ask(exchange, true)).toBeUndefined();
  await expect(
    ask(async () => {
      throw new TypeError('a mistake');
    }, true),
  ).rejects.toThrow(TypeError);
});
