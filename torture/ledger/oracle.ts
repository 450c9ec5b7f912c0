import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beancount, hledger } from '@hubgraph/exports';
import {
  askBeancount,
  askHledger,
  balancesIn,
  beancountPython,
  hasProgram,
  randomBooks,
  stream,
  writePieces,
} from '@hubgraph/exports/testing';
import { type Setup, Tally, type Test } from '../support/test.ts';

const BOOKS = { short: 1_000, long: 10_000 };
const CONTROL_BOOKS = 10;
/** How many books one start of each program reads. */
const AT_ONCE = 500;
const COMMANDS_MAX = 40;

type Balances = ReturnType<typeof balancesIn>;

/** Writes books at random for both programs; what the ledger says that they hold. */
async function write({ folder, chance }: Setup, name: string): Promise<Balances> {
  const { facts, books } = randomBooks(chance, chance(COMMANDS_MAX));
  await writePieces(join(folder, `${name}.beancount`), beancount('east', 9, stream(facts)));
  await writePieces(join(folder, `${name}.journal`), hledger('east', 9, stream(facts)));
  return balancesIn(books);
}

/** Another amount in one posting of a file, as if a digit had come in on the way. */
function spoil(path: string): void {
  const spoilt = readFileSync(path, 'utf8').replace(/^( +assets:bank {2}-?)(\d)/im, '$11$2');
  writeFileSync(path, spoilt);
}

/** What is wrong with each of these books by the word of both programs. */
function faultsOf(folder: string, python: string, names: readonly string[], ours: readonly Balances[]): string[][] {
  const beans = askBeancount(
    python,
    names.map((name) => join(folder, `${name}.beancount`)),
  );
  const ledgers = askHledger(
    names.map((name) => join(folder, `${name}.journal`)),
    join(folder, 'all.journal'),
  );
  return names.map((name, n) => {
    const faults: string[] = [];
    for (const [program, checked] of [['Beancount', beans[n]] as const, ['hledger', ledgers[n]] as const]) {
      faults.push(...(checked?.faults ?? [`${program} says nothing`]).map((fault) => `${name}: ${program}: ${fault}`));
      const said = JSON.stringify([...(checked?.balances ?? [])]);
      if (said !== JSON.stringify([...(ours[n] ?? [])])) faults.push(`${name}: ${program} has other balances: ${said}`);
    }
    return faults;
  });
}

/** Three independent programs, one number: the ledger, Beancount and hledger agree on every balance of books at random. */
export const oracleTest: Test = {
  name: 'oracle',
  async run(setup) {
    const python = beancountPython();
    if (python === undefined) return { skipped: 'Beancount is not on this machine' };
    if (!hasProgram('hledger')) return { skipped: 'hledger is not on this machine' };
    const { isLong, folder, progress } = setup;
    const total = isLong ? BOOKS.long : BOOKS.short;
    const [test, control] = [new Tally(), new Tally()];
    for (let first = 0; first < total; first += AT_ONCE) {
      const names = Array.from({ length: Math.min(AT_ONCE, total - first) }, (_, n) => `books-${first + n}`);
      const ours: Balances[] = [];
      for (const name of names) ours.push(await write(setup, name));
      for (const faults of faultsOf(folder, python, names, ours)) test.count(faults);
      await progress(first + names.length, total);
    }
    for (let n = 0; n < CONTROL_BOOKS; n += 1) {
      const ours = await write(setup, 'spoilt');
      for (const ending of ['beancount', 'journal']) spoil(join(folder, `spoilt.${ending}`));
      const [faults = []] = faultsOf(folder, python, ['spoilt'], [ours]);
      control.count(
        faults.some((one) => one.includes('Beancount')) && faults.some((one) => one.includes('hledger')) ? faults : [],
      );
    }
    return { test, control };
  },
};
