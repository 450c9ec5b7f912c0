import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { donation, grant, NOW, post, standardBooks } from '../fixtures.test-helper.ts';
import { attributeInflow, attributeOutflow } from './attribute.ts';
import { poolEntryOf } from './from-ledger.ts';
import { MILLIONTHS, summarisePool, traceInflow } from './trace.ts';
import { POOL_REJECTIONS, type PoolEntry } from './types.ts';

const into = (id: string, amountMinor: bigint): PoolEntry => ({ id, amountMinor });
const out = (id: string, amountMinor: bigint): PoolEntry => ({ id, amountMinor: -amountMinor });

const POOL = [into('a', 100n), into('b', 50n), out('x', 30n), into('c', 80n), out('y', 101n), into('x-back', 10n)];

/** The answer, where a refusal would be a failure of the test. */
function must<T>(result: T): Exclude<T, { rejected: true }> {
  if (isRejection(result)) throw new Error(result.code);
  return result as Exclude<T, { rejected: true }>;
}

describe('exact tracing', () => {
  it('takes from each source pro rata to what remains of it', () => {
    expect(attributeOutflow(POOL, 'x')).toEqual([
      { inflowId: 'a', amountMinor: 20n },
      { inflowId: 'b', amountMinor: 10n },
    ]);
    // 80, 40 and 80 remain; 101 of 200 is 40.4, 20.2 and 40.4: the first of the equal remainders gets the unit.
    expect(attributeOutflow(POOL, 'y')).toEqual([
      { inflowId: 'a', amountMinor: 41n },
      { inflowId: 'b', amountMinor: 20n },
      { inflowId: 'c', amountMinor: 40n },
    ]);
  });

  it('reads the same the other way', () => {
    expect(attributeInflow(POOL, 'a')).toEqual({
      uses: [
        { outflowId: 'x', amountMinor: 20n },
        { outflowId: 'y', amountMinor: 41n },
      ],
      remainingMinor: 39n,
    });
  });

  it('takes money that comes back for a new inflow', () => {
    expect(attributeInflow(POOL, 'x-back')).toEqual({ uses: [], remainingMinor: 10n });
  });

  it('empties a pool to the last unit', () => {
    expect(attributeInflow([...POOL, out('rest', 109n)], 'b')).toMatchObject({ remainingMinor: 0n });
  });
});

describe('refusals, in precedence order', () => {
  const huge = Array.from({ length: 4_002 }, (_, n) => (n % 2 === 0 ? into(`i${n}`, 1n) : out(`o${n}`, 1n)));
  const cases: readonly [keyof typeof POOL_REJECTIONS, readonly PoolEntry[], string, string][] = [
    ['pool-is-too-large', [...huge, into('zero', 0n)], 'a', 'x'],
    ['amount-is-zero', [...POOL, into('a', 0n)], 'a', 'x'],
    ['pool-entry-is-listed-twice', [...POOL, out('a', 900n)], 'nothing', 'nothing'],
    ['pool-is-overdrawn', [...POOL, out('z', 110n)], 'a', 'x'],
  ];

  it.each(cases)('%s', (code, entries, inflow, outflow) => {
    expect(attributeInflow(entries, inflow)).toMatchObject({ rejected: true, code });
    expect(attributeOutflow(entries, outflow)).toMatchObject({ rejected: true, code });
  });

  it('of ids that are not there, or on the other side, before an overdrawn pool', () => {
    const overdrawn = [...POOL, out('z', 110n)];
    for (const id of ['nothing', 'x']) {
      expect(attributeInflow(overdrawn, id)).toMatchObject({ code: 'inflow-is-unknown' });
    }
    for (const id of ['nothing', 'a']) {
      expect(attributeOutflow(overdrawn, id)).toMatchObject({ code: 'outflow-is-unknown' });
    }
    expect(summarisePool(POOL, 'x')).toMatchObject({ code: 'inflow-is-unknown' });
    expect(summarisePool(overdrawn, 'a')).toMatchObject({ code: 'pool-is-overdrawn' });
  });

  it('of summaries that cannot be', () => {
    const outflows = [{ outflowId: 'x', amountMinor: 5n, poolBeforeMinor: 10n }];
    expect(traceInflow({ inflowMinor: 0n, outflows })).toMatchObject({ code: 'amount-is-zero' });
    expect(traceInflow({ inflowMinor: 11n, outflows })).toMatchObject({ code: 'pool-is-overdrawn' });
    const small = [{ outflowId: 'x', amountMinor: 11n, poolBeforeMinor: 10n }];
    expect(traceInflow({ inflowMinor: 1n, outflows: small })).toMatchObject({ code: 'pool-is-overdrawn' });
    expect(traceInflow({ inflowMinor: 10n, outflows })).toMatchObject({ remainingMillionthsMinor: 5n * MILLIONTHS });
  });

  it('is told for every code', () => {
    expect(Object.keys(POOL_REJECTIONS)).toEqual([
      'pool-is-too-large',
      'amount-is-zero',
      'pool-entry-is-listed-twice',
      'inflow-is-unknown',
      'outflow-is-unknown',
      'pool-is-overdrawn',
    ]);
  });
});

/** Pools of up to 60 entries: outflows take a part of what is there, between a millionth and all of it. */
const pool = fc
  .array(fc.tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 1_000_000n })), { maxLength: 60, size: 'max' })
  .map((steps) => {
    const entries: PoolEntry[] = [into('first', 1_234_567n)];
    let balance = 1_234_567n;
    for (const [index, [isInflow, size]] of steps.entries()) {
      const amount = isInflow ? size : (balance * size) / 1_000_000n;
      if (amount === 0n) continue;
      balance += isInflow ? amount : -amount;
      entries.push(isInflow ? into(`i${index}`, amount) : out(`o${index}`, amount));
    }
    return entries;
  });

describe('properties', () => {
  const seed = Number(process.env['FC_SEED'] ?? 20_261_123);
  const options = { seed, numRuns: 500 };
  console.log(`seed ${seed}; repeat with FC_SEED=${seed}`);

  it('shares add up to the outflow, uses and remainder to the inflow, and both are one matrix', () => {
    const property = fc.property(pool, (entries) => {
      const cells = new Map<string, bigint>();
      for (const { id, amountMinor } of entries.filter((entry) => entry.amountMinor < 0n)) {
        const shares = must(attributeOutflow(entries, id));
        expect(shares.reduce((sum, share) => sum + share.amountMinor, 0n)).toBe(-amountMinor);
        for (const share of shares) cells.set(`${share.inflowId} ${id}`, share.amountMinor);
      }
      let count = 0;
      for (const { id, amountMinor } of entries.filter((entry) => entry.amountMinor > 0n)) {
        const { uses, remainingMinor } = must(attributeInflow(entries, id));
        expect(remainingMinor >= 0n).toBe(true);
        expect(uses.reduce((sum, use) => sum + use.amountMinor, remainingMinor)).toBe(amountMinor);
        for (const use of uses) expect(cells.get(`${id} ${use.outflowId}`)).toBe(use.amountMinor);
        count += uses.length;
      }
      expect(count).toBe(cells.size);
    });
    fc.assert(property, { ...options, numRuns: 100 });
  });

  it('following one inflow differs from exact tracing by at most one minor unit per outflow', () => {
    const property = fc.property(pool, fc.nat(), (entries, pick) => {
      const inflows = entries.filter(({ amountMinor }) => amountMinor > 0n);
      const inflow = inflows[pick % inflows.length];
      if (inflow === undefined) throw new Error('a pool has an inflow');
      const summary = must(summarisePool(entries, inflow.id));
      const traced = must(traceInflow(summary));
      const exact = must(attributeInflow(entries, inflow.id));
      const total = traced.uses.reduce((sum, use) => sum + use.millionthsMinor, traced.remainingMillionthsMinor);
      expect(total).toBe(inflow.amountMinor * MILLIONTHS);
      const uses = new Map(traced.uses.map((use) => [use.outflowId, use.millionthsMinor]));
      const exactUses = new Map(exact.uses.map((use) => [use.outflowId, use.amountMinor]));
      let difference = 0n;
      let steps = 0n;
      for (const { outflowId } of summary.outflows) {
        steps += 1n;
        difference += (uses.get(outflowId) ?? 0n) - (exactUses.get(outflowId) ?? 0n) * MILLIONTHS;
        const size = difference < 0n ? -difference : difference;
        expect(size <= steps * (MILLIONTHS + 1n), `${size} millionths after ${steps} outflows`).toBe(true);
      }
    });
    fc.assert(property, options);
  });

  it('following one inflow among very many takes the outflows only', () => {
    const outflows = Array.from({ length: 1_000 }, (_, n) => ({
      outflowId: `o${n}`,
      amountMinor: 1_000_000n,
      poolBeforeMinor: 1_000_000_000n * 10n - BigInt(n) * 1_000_000n,
    }));
    const { remainingMillionthsMinor } = must(traceInflow({ inflowMinor: 5_000n, outflows }));
    const exact = 4_500n * MILLIONTHS;
    const off = remainingMillionthsMinor - exact;
    expect(off > -1_000n && off < 1_000n).toBe(true);
  });
});

describe('poolEntryOf', () => {
  it('tells what entries did to a fund', () => {
    const books = standardBooks().given(
      post('g', grant(400n)),
      post('d', donation(50n, 'training')),
      post('both', [...grant(30n), ...donation(10n)]),
      { ...post('p', grant(700n)), type: 'PrepareEntry', expiresAt: NOW + 1 },
      post('bill-paid', [
        { account: 'liabilities:payable:grants', currency: 'EUR', amountMinor: 5n, fund: 'general' },
        { account: 'assets:bank:main', currency: 'EUR', amountMinor: -5n, fund: 'general' },
      ]),
    );
    const entries = books.books.entries().flatMap((entry) => poolEntryOf(entry, 'general', 'EUR') ?? []);
    expect(entries).toEqual([into('donation-1', 100_000n), out('g', 400n), out('both', 20n)]);
  });
});
