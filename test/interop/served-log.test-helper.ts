import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonical, isRejection, sha256 } from '@hubgraph/kernel';
import {
  consistencyProof,
  cosign,
  encodeEntryBundle,
  formatLogProof,
  formatNote,
  inclusionProof,
  type LogPolicy,
  leafHash,
  makeSignerKey,
  parseTilePath,
  type SignedCheckpoint,
  type SignerKey,
  signCheckpoint,
  verifierKeyOf,
  withCosignatures,
} from '@hubgraph/tlog';
import { TileStore } from '../../packages/tlog/src/tile-store.test-helper.ts';

/** What stands at a path below the log's prefix, as `checkpoint` or `tile/0/000`; undefined where nothing does. */
export type Source = (path: string) => Promise<Uint8Array | undefined> | Uint8Array | undefined;

/** Changes what is served at a path. */
export type Tamper = (path: string, bytes: Uint8Array) => Uint8Array;

/** A log of Hubgraph's formats, in memory. */
export interface MemoryLog {
  readonly key: SignerKey;
  readonly witnesses: readonly SignerKey[];
  readonly policy: LogPolicy;
  readonly leaves: readonly Uint8Array[];
  readonly source: Source;
  readonly checkpoint: SignedCheckpoint;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const seeded = (text: string): Uint8Array => Buffer.from(sha256(text), 'hex');

/** The leaves of a log `books` with so many commits. */
export function booksLeaves(count: number, node = 'east'): Uint8Array[] {
  return Array.from({ length: count }, (_, place) =>
    Buffer.from(
      canonical({
        at: 1_767_225_600_000 + place,
        event: { memo: 'ä€😀', type: 'Posted' },
        index: 0,
        log: 'books',
        node,
        seq: place + 1,
        v: 1,
      }),
    ),
  );
}

/** Writes a log with our own code: leaves, tiles, checkpoint, cosignatures, receipts. */
export function memoryLog(leaves: readonly Uint8Array[], witnesses = threeWitnesses()): MemoryLog {
  const key = makeSignerKey('node.east.example/books', 'ed25519', seeded('log'));
  const store = new TileStore(leaves.map(leafHash));
  const bare = signCheckpoint({ origin: key.name, size: leaves.length, root: store.tree.root() }, key);
  const timestamp = Math.floor(Date.now() / 1000);
  const note = withCosignatures(
    bare.note,
    witnesses.slice(0, 2).map((witness) => cosign(bare.note, witness, timestamp)),
  );
  const checkpoint = { ...bare, note };
  const source: Source = async (path) => {
    if (path === 'checkpoint') return Buffer.from(formatNote(note));
    const receipt = /^proof\/(\d+)$/.exec(path);
    if (receipt !== null) {
      const index = Number(receipt[1]);
      const proof = await inclusionProof(index, leaves.length, store.read);
      return isRejection(proof)
        ? undefined
        : Buffer.from(formatLogProof({ index, proof, checkpoint, extra: undefined }));
    }
    const prefix = /^consistency\/(\d+)\/(\d+)$/.exec(path);
    if (prefix !== null) {
      const proof = await consistencyProof(Number(prefix[1]), Number(prefix[2]), store.read);
      return isRejection(proof) ? undefined : Buffer.from(proof.map((hash) => `${base64(hash)}\n`).join(''));
    }
    const address = parseTilePath(path);
    if (isRejection(address)) return undefined;
    const { level, index, width } = address;
    if (level !== 'entries') return store.read(level, index, width);
    const entries = leaves.slice(index * 256, index * 256 + width);
    const bundle = entries.length === width ? encodeEntryBundle(entries) : undefined;
    return bundle === undefined || isRejection(bundle) ? undefined : bundle;
  };
  return { key, witnesses, policy: policyFor(key, witnesses), leaves, source, checkpoint };
}

/** Two of Ed25519 and one of ML-DSA-44. */
function threeWitnesses(): SignerKey[] {
  return [
    makeSignerKey('council.example/witness', 'cosignature-v1', seeded('one')),
    makeSignerKey('west.example/witness', 'ml-dsa-44', seeded('two')),
    makeSignerKey('south.example/witness', 'cosignature-v1', seeded('three')),
  ];
}

/** The council, the first of the witnesses, and one of the others. */
function policyFor(log: SignerKey, [first, ...others]: readonly SignerKey[]): LogPolicy {
  if (first === undefined) throw new Error('no witness');
  const witnesses = [first, ...others].map((key, place) => ({
    name: `w${place}`,
    key: verifierKeyOf(key),
    url: `https://${key.name}`,
  }));
  const groups = [
    { name: 'others', threshold: 1, members: others.map((_, place) => `w${place + 1}`) },
    { name: 'quorum-of-all', threshold: 2, members: ['w0', 'others'] },
  ];
  return { logs: [{ key: verifierKeyOf(log), url: undefined }], witnesses, groups, quorum: 'quorum-of-all' };
}

export interface Served {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: Set<string>;
  stop(): Promise<void>;
}

/** Serves a log over HTTP, perhaps with changes. */
export async function serveLog(source: Source, tamper: Tamper = (_path, bytes) => bytes): Promise<Served> {
  const asked = new Set<string>();
  const server = createServer((request, reply) => {
    const path = (request.url ?? '').replace('/log/books/', '');
    asked.add(path);
    void (async () => {
      const bytes = await source(path);
      reply.statusCode = bytes === undefined ? 404 : 200;
      reply.end(bytes === undefined ? undefined : tamper(path, Uint8Array.from(bytes)));
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/books`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** Changes one bit of what is served at a path. */
export function flipBit(at: string | RegExp, place: (bytes: Uint8Array) => number): Tamper {
  return (path, bytes) => {
    if (typeof at === 'string' ? path !== at : !at.test(path)) return bytes;
    const changed = Uint8Array.from(bytes);
    const byte = place(bytes);
    changed[byte] = (changed[byte] ?? 0) ^ 1;
    return changed;
  };
}

/** Changes one bit of what stands in base64 at the end of a line. */
export function flipBitOfBase64(at: string, line: RegExp): Tamper {
  return rewrite(at, line, (text) => {
    const place = text.lastIndexOf(' ') + 1;
    const bytes = Buffer.from(text.slice(place), 'base64');
    const byte = Math.min(20, bytes.length - 1);
    bytes[byte] = (bytes[byte] ?? 0) ^ 1;
    return text.slice(0, place) + bytes.toString('base64');
  });
}

/** Replaces text in what is served at a path; there has to be something to replace. */
export function rewrite(at: string, what: string | RegExp, by: string | ((text: string) => string)): Tamper {
  return (path, bytes) => {
    if (path !== at) return bytes;
    const text = Buffer.from(bytes).toString();
    const changed = text.replace(what, typeof by === 'string' ? () => by : by);
    if (changed === text) throw new Error(`nothing to change in ${path}`);
    return Buffer.from(changed);
  };
}

/** Leaves out the first bytes of what is served at a path. */
export function cut(at: string, count: number): Tamper {
  return (path, bytes) => (path === at ? bytes.slice(count) : bytes);
}
