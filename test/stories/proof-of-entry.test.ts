import { until } from '@hubgraph/dev-env';
import { isRejection, type Rejection } from '@hubgraph/kernel';
import { decodeEntryBundle, parseLogProof, parsePolicy, verifyLogProof } from '@hubgraph/tlog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, seeded, settled, world } from '../federation/fixture.test-helper.ts';
import { askAll } from './thread.test-suite.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(2);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const HUB = 'east-africa';

interface EntryOfLog {
  readonly id: string;
  readonly status: string;
  readonly log: { readonly index: number; readonly seq: number; readonly proof: string };
}
interface Books {
  readonly entries: { readonly nodes: readonly EntryOfLog[] };
}

const accepted = <T>(outcome: T | Rejection): T => {
  if (isRejection(outcome)) throw new Error(outcome.message);
  return outcome;
};

test.each([
  [HUB, `hub(id: "${HUB}") { books`, '}'],
  ['fundraising', 'supportBooks', ''],
])(
  'an entry in the books of %s says which leaf it is, and where everybody gets the proof',
  async (node, open, close) => {
    const asked = `{ ${open} { entries(first: 100) { nodes { id status log { index seq proof } } } } ${close} }`;
    const { hub, supportBooks } = await askAll<{ hub?: { books: Books }; supportBooks?: Books }>(fixture, asked);
    const entries = (hub?.books ?? supportBooks)?.entries.nodes ?? [];
    expect(entries.length).toBeGreaterThan(3);
    expect(new Set(entries.map(({ log }) => log.index)).size).toBe(entries.length);
    const { endpoint } = fixture.movement.spec(node).config;
    const get = async (path: string) => Buffer.from(await (await fetch(`${endpoint}${path}`)).arrayBuffer());
    const size = await until(world, 'all of them are in a checkpoint', async () => {
      const covered = Number((await get('/log/books/checkpoint')).toString('utf8').split('\n')[1]);
      return entries.every(({ log }) => log.index < covered) ? covered : undefined;
    });
    const leaves = accepted(decodeEntryBundle(await get(`/log/books/tile/entries/000.p/${size}`), size));
    const policy = accepted(parsePolicy(await get('/log/books/policy')));
    for (const { id, log } of entries) {
      const leaf = leaves[log.index] ?? Buffer.of();
      expect(JSON.parse(Buffer.from(leaf).toString('utf8'))).toMatchObject({ seq: log.seq, event: { entry: { id } } });
      const proof = await until(world, 'witnesses have cosigned', async () => {
        const found = accepted(parseLogProof(await get(log.proof)));
        return isRejection(verifyLogProof(found, leaf, policy)) ? undefined : found;
      });
      expect(isRejection(verifyLogProof(proof, Buffer.from(leaf).subarray(1), policy))).toBe(true);
    }
  },
);
