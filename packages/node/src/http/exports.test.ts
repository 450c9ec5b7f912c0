import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Command, defineCommand, type Event } from '@hubgraph/journal';
import { realWorld, type World } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../actor.ts';
import type { Concept } from '../concept.ts';
import type { NodeDefinition } from '../definition.ts';
import { commonTypeDefs } from '../graphql/sdl.ts';
import { RunningNode } from '../node.ts';
import { type TextRef, TextSealer } from '../texts.ts';
import { type Served, serve } from './serve.ts';

interface Note extends Command {
  readonly type: 'Note';
  readonly line: number;
  readonly text: TextRef;
}
interface Noted extends Event {
  readonly type: 'Noted';
  readonly line: number;
  readonly text: TextRef;
}

/** How often a file was written from the journal. */
let written = 0;
let gate: Promise<void> | undefined;

/** Long lines, so that a file has several chunks. */
const lineOf = (line: number): string => `${line} ${'~'.repeat(50_000)}\n`;

const notes: Concept = {
  name: 'notes',
  policy: { Note: { allow: ['operator'], because: 'It is a test.' } },
  events: { Noted: 'PUBLIC' },
  commands: [
    defineCommand<Note, undefined, Noted>({
      type: 'Note',
      load: () => undefined,
      decide: ({ line, text }) => [{ type: 'Noted', line, text }],
    }),
  ],
  entities: [],
  projections: [],
  exports: [
    {
      file: 'lines.txt',
      contentType: 'text/plain; charset=utf-8',
      about: 'Lines.',
      hasTexts: false,
      async *write({ node, facts }) {
        written += 1;
        await gate;
        yield `${node}\n`;
        for await (const { event } of facts()) if (event.type === 'Noted') yield lineOf((event as Noted).line);
      },
    },
    {
      file: 'texts.txt',
      contentType: 'text/plain; charset=utf-8',
      about: 'Texts.',
      dictionary: 'lines.txt',
      hasTexts: true,
      async *write({ facts, text }) {
        for await (const { event } of facts())
          if (event.type === 'Noted') yield `${await text((event as Noted).text)}\n`;
      },
    },
    {
      file: 'broken.txt',
      contentType: 'text/plain',
      about: 'It breaks off.',
      hasTexts: false,
      // biome-ignore lint/correctness/useYield: it breaks before.
      async *write() {
        throw new Error('hunter2');
      },
    },
  ],
  typeDefs: 'extend type Query { nothing: String }',
  resolvers: {},
};
const definition: NodeDefinition = { kind: 'trademark', roles: {}, concepts: [notes], typeDefs: commonTypeDefs };
const LINES = 12;
const WHOLE = `cee\n${Array.from({ length: LINES }, (_, n) => lineOf(n)).join('')}`;

let folder: string;
let node: RunningNode;
let served: Served;
let seq: number;
let refs: TextRef[];
const world: World = realWorld();

async function note(line: number): Promise<TextRef> {
  const texts = new TextSealer(world, 'cee');
  const text = texts.seal(`The text of line ${line}`);
  await node.operate(operator, `note-${line}`, 'Note', { line, text }, texts.entries);
  return text;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-exports-'));
  const config = {
    id: 'cee',
    folder,
    host: '127.0.0.1',
    port: 0,
    endpoint: 'http://cee.example',
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    isDemo: false,
  };
  node = await RunningNode.open(world, config, definition);
  served = await serve(node);
  refs = [];
  for (let line = 0; line < LINES; line += 1) refs.push(await note(line));
  seq = node.journal.position;
});
afterAll(async () => {
  await served.stop();
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(`${served.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { 'accept-encoding': 'identity', ...headers },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString('utf8') };
}
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const codeOf = ({ status, text }: { status: number; text: string }): [number, unknown] => [
  status,
  JSON.parse(text).code,
];

describe('a file', () => {
  test('is the same bytes each time, also after more was committed, and is made once', async () => {
    written = 0;
    const first = await get(`/exports/${seq}/lines.txt`);
    expect(first.status).toBe(200);
    expect(first.text).toBe(WHOLE);
    expect(first.headers.get('etag')).toBe(`"${sha256(WHOLE)}"`);
    expect(first.headers.get('content-length')).toBe(`${WHOLE.length}`);
    expect(first.headers.get('repr-digest')).toBe(`sha-256=:${createHash('sha256').update(WHOLE).digest('base64')}:`);
    expect(first.headers.get('cache-control')).toContain('immutable');
    await note(LINES);
    expect((await get(`/exports/${seq}/lines.txt`)).text).toBe(WHOLE);
    expect(written).toBe(1);
    const later = await get(`/exports/${seq + 1}/lines.txt`);
    expect(later.text).toBe(WHOLE + lineOf(LINES));
  });

  test('of a position in the middle has what was there then', async () => {
    expect((await get('/exports/3/lines.txt')).text.split('\n').length).toBe(2 + 3);
  });

  test('is found by the index, with its digest once it is made', async () => {
    const { text } = await get(`/exports/${seq}`);
    const index = JSON.parse(text) as { node: string; seq: number; files: Record<string, unknown>[] };
    expect(index).toMatchObject({ node: 'cee', seq });
    expect(index.files[0]).toEqual({
      file: 'lines.txt',
      path: `/exports/${seq}/lines.txt`,
      about: 'Lines.',
      contentType: 'text/plain; charset=utf-8',
      dictionary: null,
      changesWhenTextsAreErased: false,
      sizeBytes: WHOLE.length,
      sha256: sha256(WHOLE),
    });
    expect(index.files[1]).toMatchObject({ dictionary: `/exports/${seq}/lines.txt`, sizeBytes: null, sha256: null });
    expect(JSON.parse((await get('/exports')).text)).toMatchObject({ seq: node.journal.position });
    const latest = await get('/exports/latest/lines.txt');
    expect([latest.status, latest.headers.get('location')]).toEqual([
      302,
      `/exports/${node.journal.position}/lines.txt`,
    ]);
  });

  test.each<[string, number, number]>([
    ['bytes=0-0', 0, 1],
    ['bytes=7-', 7, WHOLE.length],
    ['bytes=-5', WHOLE.length - 5, WHOLE.length],
    ['bytes=262143-262144', 262_143, 262_145],
    ['bytes=262144-', 262_144, WHOLE.length],
    [`bytes=10-${WHOLE.length + 99}`, 10, WHOLE.length],
  ])('goes on with %s', async (range, from, to) => {
    const part = await get(`/exports/${seq}/lines.txt`, { range, 'accept-encoding': 'gzip' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${WHOLE.length}`);
    expect(part.text).toBe(WHOLE.slice(from, to));
    const same = await get(`/exports/${seq}/lines.txt`, { range, 'if-range': part.headers.get('etag') ?? '' });
    expect(same.text).toBe(part.text);
    const other = await get(`/exports/${seq}/lines.txt`, { range, 'if-range': '"of-another"' });
    expect([other.status, other.text]).toEqual([200, WHOLE]);
  });

  test.each([['bytes=3-1'], ['bytes=-'], ['bytes=0-1,4-5'], ['lines=0-1'], ['bytes=x-1']])(
    'is sent whole for %s',
    async (range) => {
      expect((await get(`/exports/${seq}/lines.txt`, { range })).status).toBe(200);
    },
  );

  test('says where a range lies outside', async () => {
    for (const range of [`bytes=${WHOLE.length}-`, 'bytes=-0']) {
      const answer = await get(`/exports/${seq}/lines.txt`, { range });
      expect(codeOf(answer)).toEqual([416, 'range-is-unsatisfiable']);
      expect(answer.headers.get('content-range')).toBe(`bytes */${WHOLE.length}`);
    }
  });

  test('is packed for who takes that, under a tag of its own', async () => {
    const raw = await new Promise<{ headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
      void import('node:http').then(({ get: request }) =>
        request(`${served.url}/exports/${seq}/lines.txt`, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }));
        }).on('error', reject),
      );
    });
    expect(raw.headers['content-encoding']).toBe('gzip');
    expect(raw.headers['etag']).toBe(`"${sha256(WHOLE)}.gz"`);
    expect(gunzipSync(raw.bytes).toString('utf8')).toBe(WHOLE);
    expect(raw.bytes.length).toBeLessThan(WHOLE.length / 10);
  });

  test('is not sent to who has it, nor for a question about its headers', async () => {
    for (const tag of [`"${sha256(WHOLE)}"`, `W/"${sha256(WHOLE)}.gz", "x"`, '*']) {
      expect((await get(`/exports/${seq}/lines.txt`, { 'if-none-match': tag })).status).toBe(304);
    }
    expect((await get(`/exports/${seq}/lines.txt`, { 'if-none-match': '"x"' })).status).toBe(200);
    const head = await get(`/exports/${seq}/lines.txt`, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, `${WHOLE.length}`, 0]);
  });
});

test.each<[string, number, string]>([
  ['/exports/0/lines.txt', 400, 'position-is-malformed'],
  ['/exports/01/lines.txt', 400, 'position-is-malformed'],
  ['/exports/x/lines.txt', 400, 'position-is-malformed'],
  ['/exports/99999999999999999999/lines.txt', 400, 'position-is-malformed'],
  ['/exports/999999/lines.txt', 404, 'position-is-not-reached'],
  ['/exports/999999', 404, 'position-is-not-reached'],
  ['/exports/1/other.txt', 404, 'export-is-unknown'],
  ['/exports/1/..%2Fkeys.json', 404, 'export-is-unknown'],
])('%s is refused', async (path, status, code) => {
  expect(codeOf(await get(path))).toEqual([status, code]);
});

test('a file that cannot be made is an error of the node, which says nothing of the cause, and is tried again', async () => {
  for (let n = 0; n < 2; n += 1) {
    const { status, text } = await get('/exports/1/broken.txt');
    expect(status).toBe(500);
    expect(text).not.toContain('hunter2');
  }
  expect((await get('/exports/1/lines.txt')).status).toBe(200);
});

test('a text that is erased is gone from all files, also while one is made', async () => {
  const path = `/exports/${seq}/texts.txt`;
  const before = await get(path);
  expect(before.text).toContain('The text of line 0\n');
  expect(before.headers.get('cache-control')).not.toContain('immutable');
  await node.store.vault.erase(refs[0]?.key ?? '');
  const after = await get(path);
  expect(after.text).not.toContain('The text of line 0\n');
  expect(after.text).toContain('The text of line 1\n');
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
});

test('while too many files wait for their turn, no more are taken', async () => {
  let open = (): void => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  // The ones before have been made; these are of other positions.
  for (let line = 100; line < 118; line += 1) await note(line);
  const last = node.journal.position;
  const asked = Array.from({ length: 18 }, (_, n) => get(`/exports/${last - n}/lines.txt`));
  const refused = await Promise.race(asked);
  expect(codeOf(refused)).toEqual([503, 'exports-are-busy']);
  expect(refused.headers.get('retry-after')).toBe('5');
  open();
  gate = undefined;
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(16);
});

test('one address has three quarters of the places, and is told when to ask again', async () => {
  let open = (): void => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  await note(200);
  const path = `/exports/${node.journal.position}/lines.txt`;
  const asked = Array.from({ length: 25 }, () => get(path));
  const refused = await Promise.race(asked);
  expect(codeOf(refused)).toEqual([429, 'downloads-are-too-many']);
  expect(refused.headers.get('retry-after')).toBe('5');
  open();
  gate = undefined;
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(24);
  expect((await get(path)).status).toBe(200);
});
