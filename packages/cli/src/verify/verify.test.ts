import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf, giftsOf, logKey } from '@hubgraph/audit/testing';
import {
  cosign,
  formatNote,
  formatVerifierKey,
  makeSignerKey,
  parseCheckpoint,
  parseSignerKey,
  verifierKeyOf,
  withCosignatures,
} from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { verify } from './command.ts';

const root = join(import.meta.dirname, '../../../..');
const TESSERA = join(root, '../shared/data/trust/tessera-testdata-log.tar.gz');
const witness = makeSignerKey('council.example/witness', 'cosignature-v1', new Uint8Array(32).fill(3));
const POLICY = `log ${formatVerifierKey(logKey)}\nwitness council ${formatVerifierKey(witness)}\nquorum council\n`;

let folder: string;
let policy: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-verify-'));
  policy = join(folder, 'policy');
  writeFileSync(policy, POLICY);
  said = [];
  const hear = (text: unknown): boolean => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(hear);
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  rmSync(folder, { recursive: true, force: true });
});

function witnessedFiles(count = 300): Map<string, Uint8Array> {
  const files = filesOf(giftsOf(count));
  const signed = parseCheckpoint(files.get('checkpoint') ?? '');
  if ('rejected' in signed) expect.fail(signed.message);
  const note = withCosignatures(signed.note, [cosign(signed.note, witness, 1_000)]);
  return files.set('checkpoint', Buffer.from(formatNote(note)));
}

function write(files: ReadonlyMap<string, Uint8Array>, to = join(folder, 'log')): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), bytes);
  }
  return to;
}

/** Exit code and last line. */
async function run(place: string, options: { policy?: string; state?: string; tree?: boolean } = {}) {
  process.exitCode = 0;
  await verify(place, { state: join(folder, 'seen.json'), policy, ...options });
  return { code: process.exitCode, line: said.at(-1) ?? '' };
}

describe('a folder', () => {
  test('that is whole and witnessed gives 0', async () => {
    expect(await run(write(witnessedFiles()))).toEqual({
      code: 0,
      line: 'WHOLE: node.east.example/books, 305 entries, witnessed by council.\n',
    });
  });

  test('that nobody witnessed gives 3', async () => {
    expect(await run(write(filesOf(giftsOf(5))))).toMatchObject({
      code: 3,
      line: expect.stringMatching(/^WHOLE BUT UNWITNESSED/),
    });
  });

  test('with one bit changed gives 1, with the place', async () => {
    const log = write(witnessedFiles());
    const bundle = join(log, 'tile/entries/000');
    const bytes = readFileSync(bundle);
    bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    expect(await run(log)).toMatchObject({ code: 1, line: expect.stringMatching(/^WRONG: .*[Ee]ntry 4\d\b/) });
  });

  test('with a file that is far too large gives 1, and is not read', async () => {
    const log = write(witnessedFiles().set('tile/0/000', new Uint8Array(10_000_000)));
    expect(await run(log)).toMatchObject({ code: 1, line: expect.stringContaining('answer-is-too-large') });
  });

  test.each<[string, () => Promise<{ code: unknown; line: string }>, string]>([
    ['is not there', () => run(join(folder, 'nowhere')), 'There is no folder'],
    ['is empty', () => run(folder), 'has no checkpoint'],
    [
      'is checked by a policy that is not there',
      () => run(folder, { policy: join(folder, 'none') }),
      'There is no file',
    ],
    ['is checked with a state nowhere', () => run(folder, { state: join(folder, 'none/seen') }), 'There is no folder'],
  ])('that %s gives 2', async (_, ask, why) => {
    expect(await ask()).toMatchObject({ code: 2, line: expect.stringContaining(why) });
  });

  test.each([
    ['quorum none\n', 'names no log'],
    ['quorum of x\n', 'Line 1 of the policy'],
  ])('checked by the policy %j gives 2', async (text, why) => {
    writeFileSync(policy, text);
    expect(await run(write(witnessedFiles()))).toMatchObject({ code: 2, line: expect.stringContaining(why) });
  });

  test('is remembered', async () => {
    await run(write(witnessedFiles(400)));
    const older = write(witnessedFiles(), join(folder, 'older'));
    expect(await run(older)).toMatchObject({ code: 1, line: expect.stringContaining('log-is-older-than-seen') });
  });

  test('of software of somebody else is checked, up to its root', async ({ skip }) => {
    if (!existsSync(TESSERA)) {
      if (process.env['CI']) expect.fail(`${TESSERA} is missing`);
      skip('the shared data is not here');
    }
    await promisify(execFile)('tar', ['xzf', TESSERA, '-C', folder]);
    const log = join(folder, 'testdata/log');
    // The published key of that log, for tests.
    const signer = parseSignerKey(
      'PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg',
    );
    if ('rejected' in signer) expect.fail(signer.message);
    writeFileSync(
      policy,
      `log ${formatVerifierKey(verifierKeyOf(signer))}
quorum none
`,
    );
    for (const size of [1, 5, 15]) {
      const at = join(log, `checkpoint.${size}`);
      if (!existsSync(at)) continue;
      writeFileSync(join(log, 'checkpoint'), readFileSync(at));
      const { code, line } = await run(log, { tree: true });
      expect([code, line]).toEqual([3, expect.stringContaining(`${size} entries`)]);
    }
    expect(await run(log)).toMatchObject({ code: 2, line: expect.stringContaining('--tree') });
    const bundle = join(log, 'tile/entries/000.p/15');
    const bytes = readFileSync(bundle);
    bytes[4] = (bytes[4] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    expect((await run(log, { tree: true })).code).toBe(1);
  });
});

describe('a server', () => {
  let server: Server;
  let url: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const serving =
    (
      files: ReadonlyMap<string, Uint8Array>,
      instead: Readonly<Record<string, (response: ServerResponse) => void>> = {},
    ) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      const path = (request.url ?? '').replace(/^\//, '');
      const bytes = files.get(path);
      if (instead[path] !== undefined) instead[path](response);
      else response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
    };

  test('that serves a folder gives 0', async () => {
    answer = serving(witnessedFiles());
    expect((await run(`${url}/`)).code).toBe(0);
  });

  test.each<[string, string, number, (response: ServerResponse) => void]>([
    ['a tile without an end', 'tile/0/000', 1, (response) => endless(response)],
    ['entries without an end', 'tile/entries/000', 1, (response) => endless(response)],
    ['a checkpoint without an end', 'checkpoint', 2, (response) => endless(response)],
    ['a tile of text', 'tile/0/000', 1, (response) => void response.end('<html>')],
    ['an empty bundle', 'tile/entries/000', 1, (response) => void response.end()],
    ['a bundle of another width', 'tile/entries/000', 1, (response) => void response.end(Buffer.alloc(9))],
    ['another place for a tile', 'tile/0/000', 2, (response) => void response.writeHead(302, { location: '/x' }).end()],
    ['no right to a tile', 'tile/0/000', 2, (response) => void response.writeHead(403).end()],
    ['a fault', 'tile/entries/001.p/49', 2, (response) => void response.writeHead(500).end()],
    ['a connection that breaks', 'tile/entries/001.p/49', 2, (response) => void response.destroy()],
    ['nothing where a tile was', 'tile/0/001.p/49', 1, (response) => void response.writeHead(404).end()],
    ['a checkpoint of garbage', 'checkpoint', 1, (response) => void response.end(Buffer.alloc(100, 0xff))],
  ])('that answers with %s (%s) gives %d', async (_, path, code, instead) => {
    answer = serving(witnessedFiles(), { [path]: instead });
    expect(await run(url)).toMatchObject({ code });
  });

  test('that is not there gives 2', async () => {
    expect(await run('http://127.0.0.1:1')).toMatchObject({ code: 2, line: expect.stringMatching(/^NOT CHECKED/) });
  });

  test('is told by the program’s exit code', async () => {
    answer = serving(witnessedFiles());
    const args = [
      'packages/cli/bin/hubgraph.mjs',
      'verify',
      url,
      '--policy',
      policy,
      '--state',
      join(folder, 'seen.json'),
    ];
    const ran = await promisify(execFile)(process.execPath, args, { cwd: root });
    expect(ran.stdout).toMatch(/\nWHOLE: .*\n$|^WHOLE: .*\n$/);
    answer = serving(witnessedFiles(200));
    await expect(promisify(execFile)(process.execPath, args, { cwd: root })).rejects.toMatchObject({ code: 1 });
  });
});

function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}
