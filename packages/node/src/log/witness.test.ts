import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '@hubgraph/identity';
import { realWorld, sha256, type World } from '@hubgraph/kernel';
import {
  formatNote,
  formatVerifierKey,
  makeVerifierKey,
  parseCheckpoint,
  parseVerifierKey,
  verifyCheckpoint,
  verifyCosignatures,
} from '@hubgraph/tlog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceAgainst } from './concept.ts';
import {
  accepted,
  leaves,
  OtherLog,
  removeTemporaryFolders,
  type ServedNode,
  serveNode,
  temporaryFolder,
} from './log.test-helper.ts';
import { WitnessFile } from './witness-file.ts';

const PUBLISHED = join(import.meta.dirname, '../../../../../shared/data/trust/litewitness.txt');
const world = realWorld();
let registry: Registry = { epoch: 1, nodes: [] };
let one: ServedNode;

const know = (...logs: readonly OtherLog[]): void => {
  registry = { epoch: registry.epoch + 1, nodes: [...registry.nodes, ...logs.map((log) => log.inRegistry())] };
};
/** As the real one, but for its patience: a fifth of what it is asked to have. */
const impatient: World = {
  ...world,
  network: { request: (call) => world.network.request({ ...call, timeoutMs: call.timeoutMs / 5 }) },
};
beforeAll(async () => {
  one = await serveNode({ registry: () => registry, world: impatient });
});
afterAll(async () => {
  await one.stop();
  removeTemporaryFolders();
});

async function post(body: string | Uint8Array, type?: string, url = one.served.url) {
  const answer = await fetch(`${url}/witness/add-checkpoint`, {
    method: 'POST',
    body: body as string,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}
const status = async (body: string): Promise<number> => (await post(body)).status;

describe('over HTTP', () => {
  test('9 of 9 exchanges of another witness have the status of the specification', async (context) => {
    if (!existsSync(PUBLISHED)) {
      if (process.env['CI']) throw new Error(`${PUBLISHED} is missing; in CI it has to be there.`);
      context.skip(`${PUBLISHED} is not on this machine`);
    }
    const script = readFileSync(PUBLISHED, 'utf8');
    const exchanges = [...script.matchAll(/^POST .*\n```\n([\s\S]*?)```\nHTTP (\d+)\n/gm)];
    const origin = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
    const key = Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex');
    const books = formatVerifierKey(accepted(makeVerifierKey(origin, 'ed25519', key)));
    const cases = new OtherLog('sigsum', []).inRegistry().logs?.cases ?? '';
    const node = { ...new OtherLog('sigsum', []).inRegistry(), logs: { books, cases } };
    registry = { epoch: registry.epoch + 1, nodes: [...registry.nodes, node] };
    const answered: [number, number][] = [];
    for (const [, body = '', expected] of exchanges) answered.push([Number(expected), await status(body)]);
    // That witness is older than the specification's 404 and answers an unknown log with 403.
    const statuses = [200, 403, 403, 422, 422, 200, 409, 200, 409];
    expect(answered).toEqual(statuses.map((code, place) => [code, place === 2 ? 404 : code]));
  });

  test('a checkpoint that continues what was seen is cosigned, whatever the content type', async () => {
    const log = new OtherLog('growing', leaves(9));
    know(log);
    const key = accepted(parseVerifierKey(String((await wellKnown())['witness'])));
    let before = 0;
    for (const [size, type] of [
      [3, undefined],
      [3, 'text/plain'],
      [5, 'application/octet-stream'],
      [7, 'application/json'],
      [8, 'application/x-www-form-urlencoded'],
      [9, 'application/jwt'],
    ] as const) {
      const { status: code, text, type: answered } = await post(await log.body(before, size), type);
      expect([code, answered]).toEqual([200, 'text/plain; charset=utf-8']);
      const [cosignature] = accepted(verifyCosignatures(log.checkpoint(size).note, text, [key]));
      expect(Math.abs((cosignature?.timestamp ?? 0) - Date.now() / 1_000)).toBeLessThan(5);
      before = size;
    }
    const shown = await fetch(`${one.served.url}/witness/${sha256('growing.example/books')}/checkpoint`);
    expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const checkpoint = accepted(parseCheckpoint(await shown.text()));
    const logKey = accepted(parseVerifierKey(log.inRegistry().logs?.books ?? ''));
    const { note } = accepted(verifyCheckpoint(checkpoint, [logKey], [key]));
    expect([checkpoint.size, note.verified.length]).toEqual([9, 2]);
  });

  test('a request that repeats the last one gets the same cosignature, and nothing is written', async () => {
    const log = new OtherLog('patient', leaves(2));
    know(log);
    const first = await post(await log.body(0, 2));
    const again = await Promise.all(Array.from({ length: 5 }, async () => post(await log.body(2, 2))));
    for (const answer of again) expect(answer).toEqual(first);
  });

  test('every refusal has the status of the specification', async () => {
    const log = new OtherLog('naughty', leaves(9));
    know(log);
    const stranger = new OtherLog('stranger', leaves(9));
    const thief = new OtherLog('naughty', leaves(9));
    expect(await status(await log.body(0, 5))).toBe(200);
    const rows: [number, string][] = [
      [400, ''],
      [400, 'old 5\n'],
      [400, (await log.body(5, 7)).replace('old 5', 'old 05')],
      [400, (await log.body(5, 7)).replace('\n\n', '\n\n\n')],
      [400, (await log.body(5, 3, [])).replace('old 5', 'old 6')],
      [
        400,
        (await log.body(5, 5)).replace('old 5\n', `old 5\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`),
      ],
      [404, await stranger.body(0, 5)],
      [403, await thief.body(5, 7)],
      [403, (await log.body(5, 7)).replace('\n7\n', '\n8\n')],
      [409, await log.body(0, 7)],
      [409, await log.body(3, 7)],
      [409, await log.body(6, 7)],
      [422, await log.body(5, 7, [])],
      [422, await log.body(5, 7, await log.proof(4, 7))],
      [422, await log.fork(leaves(5, 'fork')).body(5, 5)],
    ];
    for (const [code, body] of rows) expect([code, body]).toEqual([await status(body), body]);
    const conflict = await post(await log.body(0, 7));
    expect([conflict.type, conflict.text]).toEqual(['text/x.tlog.size', '5\n']);
    expect(await status(await log.body(5, 7))).toBe(200);
  });

  test('bodies have an end, and other methods and logs are not there', async () => {
    const big = await post('x'.repeat(200_000));
    expect(big.status).toBe(413);
    expect((await post(new Uint8Array([0xff, 0xfe]))).status).toBe(400);
    const get = await fetch(`${one.served.url}/witness/add-checkpoint`);
    expect(get.status).toBe(404);
    for (const hash of ['0'.repeat(64), 'x', sha256('growing.example/books').toUpperCase(), '..%2f..%2fkeys.json']) {
      expect((await fetch(`${one.served.url}/witness/${hash}/checkpoint`)).status).toBe(404);
    }
  });

  test('a log whose node was revoked is unknown', async () => {
    const log = new OtherLog('revoked', leaves(2));
    registry = { epoch: registry.epoch + 1, nodes: [...registry.nodes, log.inRegistry({ status: 'revoked' })] };
    expect(await status(await log.body(0, 2))).toBe(404);
  });
});

async function wellKnown(): Promise<Record<string, unknown>> {
  return (await fetch(`${one.served.url}/.well-known/hubgraph.json`)).json() as Promise<Record<string, unknown>>;
}

describe('what was seen', () => {
  test('never goes back, however many ask at once', async () => {
    const log = new OtherLog('racing', leaves(60));
    know(log);
    expect(await status(await log.body(0, 10))).toBe(200);
    // All continue from 10: one of them may win, the others must be told where it stands now.
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => ({ size: 11 + n, ...(await post(await log.body(10, 11 + n))) })),
    );
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status !== 200) expect([answer.status, answer.text]).toEqual([409, `${won[0]?.size}\n`]);
    }
  });

  test('is decided one after the other, by whoever shares the file', async () => {
    const path = join(temporaryFolder(), 'witness.db');
    const files = [new WitnessFile(world, path), new WitnessFile(world, path)];
    const sizes: number[] = [];
    const grow = (file: WitnessFile | undefined, to: number): void =>
      void file?.decide('a.example/books', (known) => {
        const size = Math.max(known?.size ?? 0, to);
        sizes.push(size);
        return { next: { size, root: new Uint8Array(32), note: `${size}`, cosigned: `${size}`, cosignedAt: 0 } };
      });
    for (let n = 0; n < 100; n += 1) grow(files[n % 2], n % 3 === 0 ? 100 - n : n);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    for (const file of files) file.close();
  });

  test('is on the disk before anybody is told, with two processes at it, one of which is killed', async () => {
    const path = join(temporaryFolder(), 'witness.db');
    new WitnessFile(world, path).close();
    const script = `
      import { realWorld } from '@hubgraph/kernel';
      import { WitnessFile } from '${join(import.meta.dirname, 'witness-file.ts')}';
      const file = new WitnessFile(realWorld(), '${path}');
      for (;;) {
        const { next } = file.decide('a.example/books', (known) => {
          const size = (known?.size ?? 0) + 1;
          return { next: { size, root: new Uint8Array(32), note: '', cosigned: '', cosignedAt: 0 } };
        });
        process.stdout.write(next.size + '\\n');
      }`;
    const started = [1, 2].map(() => {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
        {
          cwd: import.meta.dirname,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
      const sizes = () => said.split('\n').slice(0, -1).map(Number);
      return { child, ended, sizes };
    });
    const until = Date.now() + 20_000;
    while (started.some(({ sizes }) => sizes().length < 50) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const { child, ended } of started) {
      child.kill('SIGKILL');
      await ended;
    }
    const told = started.flatMap(({ sizes }) => sizes());
    const file = new WitnessFile(world, path);
    const kept = file.at('a.example/books')?.size ?? 0;
    file.close();
    expect(told.length).toBeGreaterThanOrEqual(100);
    // Each size was told once: nobody decided on what another had replaced.
    expect(new Set(told).size).toBe(told.length);
    expect(Math.max(...told)).toBeLessThanOrEqual(kept);
  });

  test('is known after a start', async () => {
    const log = new OtherLog('lasting', leaves(5));
    const known: Registry = { epoch: 1, nodes: [log.inRegistry()] };
    const first = await serveNode({ registry: () => known });
    expect((await post(await log.body(0, 5), undefined, first.served.url)).status).toBe(200);
    await first.stop();
    const second = await serveNode({ registry: () => known, folder: first.folder });
    expect(await post(await log.body(0, 5), undefined, second.served.url)).toMatchObject({ status: 409, text: '5\n' });
    await second.stop();
  });

  test('is not made anew where its file is damaged', async () => {
    const log = new OtherLog('damaged', leaves(5));
    const known: Registry = { epoch: 1, nodes: [log.inRegistry()] };
    const first = await serveNode({ registry: () => known });
    await post(await log.body(0, 5), undefined, first.served.url);
    await first.stop();
    const path = join(first.folder, 'witness.db');
    const before = readFileSync(path);
    for (const damaged of [Buffer.from('not a database '.repeat(400)), before.subarray(0, 6_000)]) {
      writeFileSync(path, damaged);
      await expect(serveNode({ registry: () => known, folder: first.folder })).rejects.toMatchObject({
        code: 'ERR_STORE_CORRUPTED',
      });
    }
    writeFileSync(path, before);
    await (await serveNode({ registry: () => known, folder: first.folder })).stop();
  });
});

describe('evidence', () => {
  const against = (id: string) => evidenceAgainst(one.node.read, id, 'books');

  test('of two roots at one size is kept in the journal, once, with both notes', async () => {
    const log = new OtherLog('forking', leaves(5));
    know(log);
    const fork = log.fork([...leaves(4), 'another']);
    expect(await status(await log.body(0, 5))).toBe(200);
    for (const body of [await fork.body(5, 5), await fork.body(0, 5), await fork.body(5, 5)]) await post(body);
    await one.node.witness.examine();
    expect(against('forking')).toMatchObject([{ kind: 'FORK', node: 'forking', log: 'books', foundBy: 'witness' }]);
    const [{ first = '', second = '' } = {}] = against('forking');
    expect([first, second].toSorted()).toEqual([log, fork].map((one) => formatNote(one.checkpoint(5).note)).toSorted());
  });

  test('that anybody could have made up is none, if the log has the proof', async () => {
    const honest = new OtherLog('honest', leaves(9));
    const proofs = await import('node:http').then(({ createServer }) =>
      createServer((request, response) => {
        const [, from = '', to = ''] = /consistency\/(\d+)\/(\d+)$/.exec(request.url ?? '') ?? [];
        void honest
          .proof(Number(from), Number(to))
          .then((hashes) => response.end(hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')));
      }),
    );
    await new Promise<void>((resolve) => proofs.listen(0, '127.0.0.1', resolve));
    const address = proofs.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const rewritten = new OtherLog('rewritten', leaves(9));
    registry = {
      epoch: registry.epoch + 1,
      nodes: [...registry.nodes, honest.inRegistry({ endpoint }), rewritten.inRegistry({ endpoint })],
    };
    for (const log of [honest, rewritten]) expect(await status(await log.body(0, 5))).toBe(200);
    // A slanderer sends what the honest log published, with a proof that does not hold.
    expect(await status(await honest.body(5, 9, []))).toBe(422);
    expect(await status(await rewritten.fork(leaves(9, 'forged')).body(5, 9, []))).toBe(422);
    await one.node.witness.examine();
    await one.node.witness.examine();
    expect(against('honest')).toEqual([]);
    expect(against('rewritten')).toMatchObject([{ kind: 'INCONSISTENT', foundBy: 'witness' }]);
    await new Promise((resolve) => proofs.close(resolve));
  });

  test('is none against a log that was empty, whatever proof is sent with what it published since', async () => {
    const log = await serveNode({ id: 'began', registry: () => undefined });
    const of = new OtherLog('began', leaves(9));
    const endpoint = log.served.url;
    registry = { epoch: registry.epoch + 1, nodes: [...registry.nodes, of.inRegistry({ endpoint })] };
    expect(await status(await of.body(0, 0))).toBe(200);
    expect(await status(await of.body(0, 9, [new Uint8Array(32)]))).toBe(422);
    await one.node.witness.examine();
    expect(against('began')).toEqual([]);
    expect(await status(await of.body(0, 9))).toBe(200);
    await log.stop();
  });

  test('waits where the log does not answer', async () => {
    const log = new OtherLog('silent', leaves(9));
    know(log);
    await post(await log.body(0, 5));
    expect(await status(await log.body(5, 9, []))).toBe(422);
    await one.node.witness.examine();
    expect(against('silent')).toEqual([]);
  });

  test('of others does not wait for logs that do not answer', async () => {
    const silent = await import('node:http').then(({ createServer }) => createServer(() => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const logs = Array.from({ length: 8 }, (_, n) => new OtherLog(`hangs-${n}`, leaves(40)));
    registry = {
      epoch: registry.epoch + 1,
      nodes: [...registry.nodes, ...logs.map((of) => of.inRegistry({ endpoint }))],
    };
    for (const log of logs) {
      await post(await log.body(0, 5));
      for (let size = 6; size < 22; size += 1) await post(await log.body(5, size, []));
    }
    const forked = new OtherLog('behind-them', leaves(5));
    const older = new OtherLog('rolled-back', leaves(9));
    const lost = await serveNode({ id: 'rolled-back', registry: () => undefined });
    know(forked);
    registry = {
      epoch: registry.epoch + 1,
      nodes: [...registry.nodes, older.inRegistry({ endpoint: lost.served.url })],
    };
    for (const log of [forked, older]) await post(await log.body(0, 5));
    await post(await older.body(5, 9, []));
    await post(await forked.fork(leaves(5, 'fork')).body(5, 5));
    // The first may have begun before all of it was there. Each asks all that hang at once, and each of them once: one
    // after the other, they would take eight times the second that this network waits, twice.
    const began = Date.now();
    await one.node.witness.examine();
    await one.node.witness.examine();
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(against('behind-them')).toMatchObject([{ kind: 'FORK' }]);
    expect(against('rolled-back')).toMatchObject([{ kind: 'INCONSISTENT' }]);
    await lost.stop();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  test('does not fill the disk, whoever sends how much', async () => {
    const log = new OtherLog('flooded', leaves(200));
    know(log);
    await post(await log.body(0, 5));
    for (let size = 6; size < 60; size += 1) await post(await log.body(5, size, []));
    for (let n = 0; n < 30; n += 1) await post(await log.fork(leaves(5, `fork ${n}`)).body(5, 5));
    await one.node.witness.examine();
    expect(against('flooded').length).toBe(4);
    const file = new WitnessFile(world, join(one.folder, 'witness.db'));
    const kept = (['SUSPECTED', 'FOUND', 'KEPT'] as const).flatMap((state) => file.evidence(state));
    file.close();
    expect(kept.filter(({ origin }) => origin === 'flooded.example/books').length).toBe(16);
  });
});
