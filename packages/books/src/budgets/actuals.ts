import type { Reader } from '@hubgraph/journal';
import type { CurrencyCode, Period } from '@hubgraph/kernel';
import { typeOfPath } from '@hubgraph/ledger';
import { UNKNOWN } from '../ledger/views.ts';
import type { LineDimensions, PlacedLine } from './lines.ts';

/** What the books say of one line: posted, and beside it what pending entries would add. Minor units. */
export interface Actual {
  readonly actualMinor: bigint;
  readonly pendingMinor: bigint;
}

/** A sum of both kinds over a period, whether a line counts it or not. */
export interface FlowSum {
  readonly kind: 'INCOME' | 'EXPENSE';
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

/** What is told apart by all that lines count by, on the days of one period. */
interface Part extends Record<Exclude<keyof LineDimensions, undefined>, string> {
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

/** What one period has: posted, from the sums by day; pending, from the list of what entries reserve. */
interface PeriodParts {
  readonly posted: readonly Part[];
  readonly pending: readonly Part[];
}

/** What was read at one position of a node's views, for the lines of one answer that share their days. */
const READ = new WeakMap<Reader, { readonly position: number; readonly parts: Map<string, PeriodParts> }>();
const PERIODS_KEPT_MAX = 20;

const SAID_BY = 'account, currency, fund, purpose, project, team, cost_class';

function partsOn(read: Reader, { from, to }: Period): PeriodParts {
  const position = read.position();
  let kept = READ.get(read);
  if (kept?.position !== position) {
    kept = { position, parts: new Map() };
    READ.set(read, kept);
  }
  const name = `${from} ${to}`;
  const known = kept.parts.get(name);
  if (known !== undefined) return known;
  const rows = (sql: string) => read.rows(sql, from, to).map(partOf);
  const parts = {
    posted: rows(
      `SELECT ${SAID_BY}, amount FROM ledger_cell JOIN (SELECT cell, sum(amount) AS amount FROM ledger_total
       WHERE day >= ? AND day < ? GROUP BY cell HAVING sum(amount) <> 0) ON cell = id`,
    ),
    pending: rows(
      `SELECT ${SAID_BY}, sum(amount) AS amount FROM budget_pending WHERE day >= ? AND day < ? GROUP BY ${SAID_BY}`,
    ),
  };
  if (kept.parts.size >= PERIODS_KEPT_MAX) kept.parts.clear();
  kept.parts.set(name, parts);
  return parts;
}

function partOf(row: Readonly<Record<string, unknown>>): Part {
  return {
    account: String(row['account']),
    currency: String(row['currency']),
    fund: String(row['fund']),
    purpose: String(row['purpose']),
    project: String(row['project']),
    team: String(row['team']),
    costClass: String(row['cost_class']),
    amountMinor: BigInt((row['amount'] as bigint | null) ?? 0n),
  };
}

/** What the books say of each line, in their order; lines that do not overlap count nothing twice. Reads sums, no posting. */
export function actualsOf(read: Reader, lines: readonly PlacedLine[]): Actual[] {
  const sums = new Map(lines.map((one) => [one, { actualMinor: 0n, pendingMinor: 0n }]));
  const periods = new Map<string, PlacedLine[]>();
  for (const one of lines) {
    const name = `${one.from} ${one.to}`;
    periods.set(name, [...(periods.get(name) ?? []), one]);
  }
  for (const [name, members] of periods) {
    const [from = '', to = ''] = name.split(' ');
    const { posted, pending } = partsOn(read, { from, to });
    const at = linesByAccount(members);
    for (const [parts, key] of [
      [posted, 'actualMinor'],
      [pending, 'pendingMinor'],
    ] as const) {
      for (const part of parts) {
        for (const line of linesAbove(at, part)) {
          const sum = sums.get(line);
          if (sum !== undefined) sum[key] += part.amountMinor;
        }
      }
    }
  }
  return lines.map((one) => sums.get(one) ?? { actualMinor: 0n, pendingMinor: 0n });
}

/** All that came in and was spent in a period, by kind and commodity. */
export function flowsIn(read: Reader, period: Period): FlowSum[] {
  const sums = new Map<string, FlowSum>();
  for (const { account, currency, amountMinor } of partsOn(read, period).posted) {
    const kind = typeOfPath(account) === 'INCOME' ? 'INCOME' : 'EXPENSE';
    const name = `${kind} ${currency}`;
    sums.set(name, { kind, currency, amountMinor: (sums.get(name)?.amountMinor ?? 0n) + amountMinor });
  }
  return [...sums.values()];
}

function linesByAccount(lines: readonly PlacedLine[]): ReadonlyMap<string, readonly PlacedLine[]> {
  const at = new Map<string, PlacedLine[]>();
  for (const one of lines) {
    const name = `${one.line.currency} ${one.line.account}`;
    const others = at.get(name);
    if (others === undefined) at.set(name, [one]);
    else others.push(one);
  }
  return at;
}

/** The lines that count a part: those at its account or above it that say nothing else than it does. */
function linesAbove(at: ReadonlyMap<string, readonly PlacedLine[]>, part: Part): PlacedLine[] {
  const found: PlacedLine[] = [];
  const segments = part.account.split(':');
  for (let length = segments.length; length > 0; length -= 1) {
    const there = at.get(`${part.currency} ${segments.slice(0, length).join(':')}`) ?? [];
    found.push(...there.filter(({ line }) => counts(line, part)));
  }
  return found;
}

const DIMENSIONS = ['fund', 'purpose', 'project', 'team', 'costClass'] as const;

function counts(line: LineDimensions, part: Part): boolean {
  return DIMENSIONS.every((name) => {
    const wanted = line[name];
    return wanted === undefined || part[name] === (wanted === UNKNOWN ? '' : wanted);
  });
}
