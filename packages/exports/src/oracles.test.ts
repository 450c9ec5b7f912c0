import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beancount } from './beancount.ts';
import { hledger } from './hledger.ts';
import { balancesIn, stream, writePieces } from './testing/files.ts';
import { askBeancount, askHledger, type Balances, beancountPython, hasProgram, missing } from './testing/programs.ts';
import { drawFrom, randomBooks } from './testing/random-books.ts';

/** A thousand are for `npm run torture -- ledger`. */
const BOOKS = 24;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const python = beancountPython();

let folder: string;
let ours: readonly Balances[];
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-exports-'));
  console.info(`oracles: SEED=${seed}`);
  const draw = drawFrom(seed);
  const kept: Balances[] = [];
  for (let n = 0; n < BOOKS; n += 1) {
    const { facts, books } = randomBooks(draw, draw(60));
    await writePieces(path(`${n}.beancount`), beancount('east', 9, stream(facts)));
    await writePieces(path(`${n}.journal`), hledger('east', 9, stream(facts)));
    kept.push(balancesIn(books));
  }
  ours = kept;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same file, in which one amount of one posting is another one, or of two so that they still add up. */
function changed(name: string, postings: number): string {
  const lines = readFileSync(path(name), 'utf8').split('\n');
  let left = postings;
  const spoilt = lines.map((line) => {
    // The gifts at the beginning are of round amounts.
    const [, before, sign, digits, after] = /^( +[A-Za-z].* )(-?)(23058430092136939\.52)( EUR.*)$/.exec(line) ?? [];
    if (digits === undefined || left === 0) return line;
    left -= 1;
    return `${before}${sign}${digits.replace('.52', '.53')}${after}`;
  });
  expect(left).toBe(0);
  writeFileSync(path(`spoilt-${postings}-${name}`), spoilt.join('\n'));
  return path(`spoilt-${postings}-${name}`);
}

const numbers = Array.from({ length: BOOKS }, (_, n) => n);

describe('Beancount', () => {
  test('takes every file, and says the same balances', (context) => {
    if (python === undefined) return context.skip(missing('Beancount'));
    const checked = askBeancount(
      python,
      numbers.map((n) => path(`${n}.beancount`)),
    );
    expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
    expect(checked.map(({ balances }) => balances)).toEqual(ours);
  });

  test('finds one unit too much, in one posting or in two', (context) => {
    if (python === undefined) return context.skip(missing('Beancount'));
    const checked = askBeancount(python, [changed('0.beancount', 1), changed('0.beancount', 2)]);
    expect(checked.map(({ faults }) => faults.length > 0)).toEqual([true, true]);
  });
});

describe('hledger', () => {
  test('takes every file, and says the same balances', (context) => {
    if (!hasProgram('hledger')) return context.skip(missing('hledger'));
    const checked = askHledger(
      numbers.map((n) => path(`${n}.journal`)),
      path('all.journal'),
    );
    expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
    expect(checked.map(({ balances }) => balances)).toEqual(ours);
  });

  test('finds one unit too much, in one posting or in two', (context) => {
    if (!hasProgram('hledger')) return context.skip(missing('hledger'));
    for (const postings of [1, 2]) {
      const [checked] = askHledger([changed('0.journal', postings)], path('spoilt.journal'));
      expect(checked?.faults).not.toEqual([]);
    }
  });
});
