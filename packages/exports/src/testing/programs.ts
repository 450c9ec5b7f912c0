import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathOfBeancountAccount } from '../beancount.ts';

/** `.ci/run` installs it there. */
const BEANCOUNT_PYTHON = 'node_modules/.cache/beancount/bin/python3';

/**
 * What a program says that each account holds, as `assets:bank EUR` → decimal text without zeros at the end; zero
 * balances are left out, since programs do not agree about them.
 */
export type Balances = ReadonlyMap<string, string>;

/** What a program found in one file. */
export interface Checked {
  /** Why it would not take the file; empty where it is well. */
  readonly faults: readonly string[];
  readonly balances: Balances;
}

/** Beancount, where this machine has it. */
export function beancountPython(): string | undefined {
  const installed = join(root(), BEANCOUNT_PYTHON);
  return [installed, 'python3'].find(
    (python) =>
      (python === 'python3' || existsSync(python)) &&
      spawnSync(python, ['-c', 'import beancount, beanquery']).status === 0,
  );
}

/** hledger and xmllint, where this machine has them. */
export function hasProgram(name: 'hledger' | 'xmllint'): boolean {
  return spawnSync(name, ['--version']).error === undefined;
}

/** What xmllint has against a file by a schema; empty where it is valid. */
export function xmlFaults(schema: string, path: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, path], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr.slice(0, 2_000) || 'xmllint failed';
}

/** The reason why a test is skipped here; it throws where nothing may be skipped. */
export function missing(program: string): string {
  if (process.env['CI']) throw new Error(`${program} is missing; in CI it has to be there.`);
  return `${program} is not on this machine`;
}

/**
 * As `bean-check` and `bean-query` do, for many files in one process: each is checked by itself; then one query is asked
 * of all of them, in which each has accounts of its own.
 */
const ASK_BEANCOUNT = `
import json, sys
from beancount import loader
from beancount.core.data import Transaction
from beanquery.query import run_query
faults, balances, every = [], [], []
for n, path in enumerate(sys.argv[1:]):
    entries, errors, options = loader.load_file(path)
    faults.append([str(error.message) for error in errors])
    balances.append([])
    for entry in entries:
        if isinstance(entry, Transaction):
            own = [p._replace(account=p.account.replace(":", f":B{n}:", 1)) for p in entry.postings]
            every.append(entry._replace(postings=own))
_, rows = run_query(every, options, "SELECT account, currency, sum(number) AS n GROUP BY account, currency")
for account, currency, number in rows:
    kind, book, rest = account.split(":", 2)
    balances[int(book[1:])].append([f"{kind}:{rest}", currency, format(number, "f")])
print(json.dumps([{"faults": f, "balances": b} for f, b in zip(faults, balances)]))
`;

/** What Beancount says of each file. */
export function askBeancount(python: string, paths: readonly string[]): readonly Checked[] {
  const told = execFileSync(python, ['-c', ASK_BEANCOUNT, ...paths], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const found = JSON.parse(told) as readonly {
    readonly faults: readonly string[];
    readonly balances: readonly (readonly [account: string, unit: string, amount: string])[];
  }[];
  return found.map(({ faults, balances }) => ({
    faults,
    balances: balancesOf(balances.map(([account, unit, n]) => [`${pathOfBeancountAccount(account)} ${unit}`, n])),
  }));
}

/** What hledger says of all files together: one process, in which each file has accounts of its own. */
export function askHledger(paths: readonly string[], all: string): readonly Checked[] {
  const parts = paths.map((path, n) => `apply account b${n}\ninclude ${path}\nend apply account\n`);
  writeFileSync(all, parts.join(''));
  const checked = spawnSync('hledger', ['-f', all, 'check', '--strict', 'balanced'], { encoding: 'utf8' });
  const faults = checked.status === 0 ? [] : [checked.stderr.trim()];
  const found = paths.map((): [string, string][] => []);
  if (checked.status === 0) {
    const csv = execFileSync('hledger', ['-f', all, 'balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    for (const line of csv.trim().split('\n').slice(1)) {
      const [account = '', commodity = '', balance = ''] = JSON.parse(`[${line}]`) as readonly string[];
      const [, n = '0', path = ''] = /^b(\d+):(.*)$/.exec(account) ?? [];
      found[Number(n)]?.push([`${path} ${commodity}`, balance.split(' ')[0] ?? '']);
    }
  }
  return found.map((balances) => ({ faults, balances: balancesOf(balances) }));
}

function balancesOf(balances: readonly (readonly [key: string, amount: string])[]): Balances {
  const sums = new Map(balances.map(([key, amount]) => [key, shortest(amount)]));
  return new Map([...sums].filter(([, amount]) => amount !== '0').sort());
}

/** Decimal text without zeros that say nothing: `12.50` → `12.5`, `-0.00` → `0`. */
export function shortest(amount: string): string {
  const plain = amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
  return plain === '-0' ? '0' : plain;
}

function root(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package-lock.json'))) folder = dirname(folder);
  return folder;
}
