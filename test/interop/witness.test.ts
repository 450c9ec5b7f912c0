import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection, type Rejection, sha256 } from '@hubgraph/kernel';
import {
  consistencyProof,
  cosign,
  decideAddCheckpoint,
  decodeEntryBundle,
  formatAddCheckpoint,
  formatPolicy,
  formatSignatureLine,
  formatSignerKey,
  formatTilePath,
  judgeCheckpoint,
  type LogPolicy,
  leafHash,
  makeSignerKey,
  parseAddCheckpoint,
  parseCheckpoint,
  parseWitnessSize,
  rootFromTiles,
  type SignerKey,
  signCheckpoint,
  TreeHasher,
  verifierKeyOf,
  verifyCheckpoint,
  verifyCosignatures,
  type WitnessedState,
  withCosignatures,
} from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TileStore } from '../../packages/tlog/src/tile-store.test-helper.ts';
import { appendToGoLog, build, program, startGoWitness } from './go.test-helper.ts';
import { booksLeaves, memoryLog } from './served-log.test-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-interop-'));
beforeAll(() => build(), 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let files = 0;
function file(text: string): string {
  const path = join(folder, `file-${++files}`);
  writeFileSync(path, text);
  return path;
}

function accepted<T extends object | number>(outcome: T | Rejection): T {
  if (isRejection(outcome)) throw new Error(outcome.message);
  return outcome;
}

const seed = (text: string): Uint8Array => Buffer.from(sha256(text), 'hex');
const now = (): number => Math.floor(Date.now() / 1000);
const entries = (count: number, word = 'entry'): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`${word} ${index}`));

/** Whom the witness below knows, and what it answered. */
interface OurWitness {
  readonly key: SignerKey;
  readonly url: string;
  readonly statuses: number[];
}

/** Our witness over HTTP, for one log, with its memory in memory. */
async function ourWitness(log: SignerKey): Promise<OurWitness> {
  const key = makeSignerKey('witness.example/w', 'cosignature-v1', seed('witness'));
  const statuses: number[] = [];
  let known: WitnessedState | undefined;
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const read = parseAddCheckpoint(Buffer.concat(chunks));
      const logs = !isRejection(read) && read.checkpoint.origin === log.name ? [verifierKeyOf(log)] : undefined;
      const decision = decideAddCheckpoint({ request: read, logs, known });
      statuses.push(decision.status);
      if (decision.status !== 200) {
        reply.writeHead(decision.status, { 'content-type': decision.contentType }).end(decision.body);
        return;
      }
      known = decision.state;
      reply.end(formatSignatureLine(cosign(decision.checkpoint.note, key, now())));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  return { key, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/witness`, statuses };
}

function policyOf(log: SignerKey, witness: SignerKey, url: string): LogPolicy {
  return {
    logs: [{ key: verifierKeyOf(log), url: undefined }],
    witnesses: [{ name: 'w', key: verifierKeyOf(witness), url }],
    groups: [],
    quorum: 'w',
  };
}

describe("a log of tessera's that asks our witness", () => {
  const key = makeSignerKey('go.example/log', 'ed25519', seed('log'));

  test('is cosigned as it grows, and refused as soon as it forks', { timeout: 120_000 }, async (context) => {
    const go = await program(context);
    const witness = await ourWitness(key);
    const policy = policyOf(key, witness.key, witness.url);
    const files = { key: file(formatSignerKey(key)), policy: file(formatPolicy(policy)) };
    const append = (dir: string, added: readonly Uint8Array[], keyFile = files.key) =>
      appendToGoLog(go, { dir: join(folder, dir), key: keyFile, policy: files.policy }, added);

    const first = await append('log', entries(300));
    expect(first).toMatchObject({ size: 300, refused: '' });
    const second = await append('log', entries(300, 'more'));
    expect(second).toMatchObject({ size: 600, refused: '' });
    // It asks as if the witness had seen nothing, hears the size, and proves that it goes on from there.
    expect(witness.statuses.splice(0)).toEqual([200, 409, 200]);
    for (const { checkpoint } of [first, second]) {
      const judgement = accepted(judgeCheckpoint(policy, accepted(parseCheckpoint(checkpoint))));
      expect(judgement).toMatchObject({ isSatisfied: true, witnesses: [{ name: 'w' }] });
    }

    // What our code reads in the folder that tessera wrote.
    const at = (path: string) => readFileSync(join(folder, 'log', path));
    const root = await rootFromTiles(600, (level, index, width) => at(formatTilePath({ level, index, width })));
    expect(Buffer.from(accepted(root)).toString('hex')).toBe(second.root);
    const tree = new TreeHasher();
    for (const [index, width] of [256, 256, 88].entries()) {
      const bundle = accepted(decodeEntryBundle(at(formatTilePath({ level: 'entries', index, width })), width));
      for (const entry of bundle) tree.append(leafHash(entry));
    }
    expect(Buffer.from(tree.root()).toString('hex')).toBe(second.root);

    const longer = await append('longer fork', entries(700, 'other'));
    expect(longer.refused).toMatch(/consistency proof is bad: 422/);
    expect(witness.statuses.splice(0)).toEqual([409, 422]);
    const asLong = await append('fork of the same size', entries(600, 'other'));
    expect(asLong.refused).toMatch(/consistency proof is bad: 422/);
    expect(witness.statuses.splice(0)).toEqual([409, 422]);
    const shorter = await append('shorter fork', entries(100));
    expect(shorter.refused).toMatch(/x.tlog.size 600, larger than log size 100/);
    expect(witness.statuses.splice(0)).toEqual([409]);

    const stranger = formatSignerKey(makeSignerKey('other.example/log', 'ed25519', seed('log')));
    expect((await append('unknown', entries(1), file(stranger))).refused).toMatch(/origin is unknown: 404/);
    const impostor = formatSignerKey(makeSignerKey(key.name, 'ed25519', seed('another')));
    expect((await append('impostor', entries(1), file(impostor))).refused).toMatch(/no signatures verify.*: 403/);
    expect(witness.statuses).toEqual([404, 403]);
  });
});

describe('a witness in Go', () => {
  const log = memoryLog(booksLeaves(700));
  const key = makeSignerKey('go.example/w', 'cosignature-v1', seed('go'));
  const policy = policyOf(log.key, key, 'https://go.example/witness');
  const store = new TileStore(log.leaves.map(leafHash));

  test('cosigns our log as it grows, and refuses what does not continue', async (context) => {
    const go = await program(context);
    const witness = await startGoWitness(go, { key: file(formatSignerKey(key)), policy: file(formatPolicy(policy)) });
    ends.push(() => witness.stop());
    const rootOf = (size: number): Uint8Array => new TileStore(log.leaves.slice(0, size).map(leafHash)).tree.root();
    const at = (size: number, root = rootOf(size), signer = log.key) =>
      signCheckpoint({ origin: signer.name, size, root }, signer);
    const ask = async (oldSize: number, checkpoint: ReturnType<typeof at>, isProved = true) => {
      const { size } = checkpoint;
      const proof = isProved && oldSize > 0 ? accepted(await consistencyProof(oldSize, size, store.read)) : [];
      const body = formatAddCheckpoint({ oldSize, proof, checkpoint });
      const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
      return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
    };
    const witnesses = [verifierKeyOf(key)];

    for (const [from, to] of [
      [0, 10],
      [10, 300],
      [300, 300],
      [300, 700],
    ] as const) {
      const answer = await ask(from, at(to));
      expect(answer).toMatchObject({ status: 200 });
      const cosignatures = accepted(verifyCosignatures(at(to).note, answer.body, witnesses));
      const checkpoint = { ...at(to), note: withCosignatures(at(to).note, cosignatures) };
      expect(accepted(judgeCheckpoint(policy, checkpoint)).isSatisfied).toBe(true);
      expect(verifyCosignatures(at(9).note, answer.body, witnesses)).toMatchObject({ code: expect.any(String) });
    }

    const behind = await ask(0, at(700));
    expect(behind).toMatchObject({ status: 409, type: 'text/x.tlog.size' });
    expect(parseWitnessSize(behind.body)).toBe(700);
    const forged = leafHash(Buffer.from('forged'));
    expect(await ask(700, at(700, forged))).toMatchObject({ status: 422 });
    expect(await ask(700, at(701, forged), false)).toMatchObject({ status: 422 });
    expect(await ask(700, at(300), false)).toMatchObject({ status: 400 });
    const impostor = makeSignerKey(log.key.name, 'ed25519', seed('another'));
    expect(await ask(700, at(700, undefined, impostor))).toMatchObject({ status: 403 });
    const stranger = makeSignerKey('other.example/books', 'ed25519', seed('another'));
    expect(await ask(0, at(700, undefined, stranger))).toMatchObject({ status: 404 });

    const seen = await fetch(`${witness.url}/${sha256(log.key.name)}/checkpoint`);
    const kept = accepted(parseCheckpoint(await seen.text()));
    expect(accepted(verifyCheckpoint(kept, [verifierKeyOf(log.key)], witnesses)).note.verified).toHaveLength(2);
    expect(kept.size).toBe(700);
  });
});
