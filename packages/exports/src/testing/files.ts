import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Books } from '@hubgraph/ledger';
import { decimal } from '../decimal.ts';
import type { Fact } from '../fact.ts';
import { type Balances, shortest } from './programs.ts';

/** Facts as a journal gives them. */
export async function* stream(facts: readonly Fact[]): AsyncGenerator<Fact> {
  yield* facts;
}

/** The whole text of a file. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** Writes a file piece by piece. */
export async function writePieces(path: string, pieces: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(pieces), createWriteStream(path));
}

/** What the ledger itself says that each account holds, in the form of {@link Balances}. */
export function balancesIn(books: Books): Balances {
  const sums = books.accounts().map(({ path, currency, exponent, debitsPostedMinor, creditsPostedMinor }) => {
    const amount = shortest(decimal(debitsPostedMinor - creditsPostedMinor, exponent));
    return [`${path} ${currency}`, amount] as const;
  });
  return new Map(sums.filter(([, amount]) => amount !== '0').sort());
}
