import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beancount, type Fact, hledger, iati, postingsCsv } from '@hubgraph/exports';
import type { Report } from './support/report.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

const POSTINGS = 1_000_000;
const AT = Date.parse('2026-01-01T00:00:00Z');
const DAY_MS = 86_400_000;
const SAMPLE_EVERY = 20_000;

/** Facts of so many postings, made one after the other: gifts and what is bought of them, in 40 accounts. */
async function* facts(postings: number): AsyncGenerator<Fact> {
  const none = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
  const paths = Array.from({ length: 40 }, (_, n) => (n === 0 ? 'assets:bank:main' : `expenses:services:kind-${n}`));
  for (const path of paths) {
    const account = { path, currency: 'EUR', exponent: 2, status: 'OPEN', ...none };
    yield { seq: 1, at: AT, event: { type: 'AccountOpened', account } as Fact['event'] };
  }
  for (let n = 0; n < postings / 2; n += 1) {
    const at = AT + (n % 365) * DAY_MS;
    const amountMinor = BigInt(1 + (n % 99_999));
    const dimensions = { counterparty: 'SUPPLIER', purpose: 'education', spentIn: 'KE' };
    const entry = {
      id: `east:entry:${n}`,
      kind: 'bill',
      effectiveDay: new Date(at).toISOString().slice(0, 10),
      status: 'POSTED',
      postings: [
        { account: paths[1 + (n % 39)], currency: 'EUR', amountMinor, fund: 'east:fund:1', dimensions },
        { account: 'assets:bank:main', currency: 'EUR', amountMinor: -amountMinor, fund: 'east:fund:1' },
      ],
    };
    yield { seq: n + 2, at, event: { type: 'EntryPosted', entry } as Fact['event'] };
  }
}

/** Writes a file to nowhere; its bytes, and the most that the heap held after it was cleared. */
async function write(
  pieces: AsyncIterable<string>,
): Promise<{ readonly sizeBytes: number; readonly heapBytes: number }> {
  const hash = createHash('sha256');
  let [sizeBytes, heapBytes, n] = [0, 0, 0];
  for await (const piece of pieces) {
    hash.update(piece);
    sizeBytes += Buffer.byteLength(piece);
    n += 1;
    if (n % SAMPLE_EVERY !== 0) continue;
    gc();
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
  }
  return { sizeBytes, heapBytes };
}

/** Files of a million postings: how fast they are written, and what that holds in memory, beside a tenth of them. */
export async function run(report: Report): Promise<void> {
  const files = {
    postings_csv: (count: number) => postingsCsv(facts(count)),
    beancount: (count: number) => beancount('east', 1, facts(count)),
    hledger: (count: number) => hledger('east', 1, facts(count)),
    iati: (count: number) => iati('east', facts(count)),
  };
  for (const [name, file] of Object.entries(files)) {
    report.progress(name);
    const tenth = await write(file(POSTINGS / 10));
    const began = performance.now();
    const whole = await write(file(POSTINGS));
    report.add(`${name}_postings_per_s`, POSTINGS / ((performance.now() - began) / 1000));
    report.add(`${name}_mib`, whole.sizeBytes / 2 ** 20);
    if (tenth.heapBytes === 0) continue;
    report.add(`${name}_heap_at_a_tenth_mib`, tenth.heapBytes / 2 ** 20);
    report.add(`${name}_heap_at_the_end_mib`, whole.heapBytes / 2 ** 20);
  }
}
