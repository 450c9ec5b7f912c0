import { isRejection } from '@hubgraph/kernel';
import { Books, decide, type FundState, type LedgerCommand, type Posting, type ResourceState } from '@hubgraph/ledger';
import type { Fact } from '../fact.ts';

/** Draws whole numbers from 0 to `below - 1`. */
export type Draw = (below: number) => number;

/** A small generator, so that a seed gives the same draws again (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const AT = Date.parse('2026-06-15T12:00:00Z');
const TODAY = '2026-06-15';
const FUNDS: ReadonlyMap<string, FundState> = new Map(
  ['east:fund:1', 'east:fund:2'].map((id) => [id, { id, status: 'OPEN' }]),
);
/** Some are above others, some have nothing below, some begin or end as Beancount's accounts may not. */
const PATHS = [
  'assets',
  'assets:bank',
  'assets:bank:main',
  'assets:-old-',
  'assets:xx-old-',
  'liabilities:due-to:bss',
  'equity:trading',
  'equity:0',
  'income:donations',
  'income:movement',
  'expenses:a:b:c:d:e:f:g',
  'expenses:services',
];
/** What is counted and no money. */
const RESOURCES: ReadonlyMap<string, ResourceState> = new Map([
  ['HOURS', { code: 'HOURS', exponent: 2 }],
  ['PLACES-2026', { code: 'PLACES-2026', exponent: 0 }],
]);
/** No decimal places, two and three. */
const COMMODITIES = ['EUR', 'JPY', 'KWD', 'USD', ...RESOURCES.keys()];
const DAYS = [
  '0985-01-01',
  '1699-12-31',
  '1700-01-01',
  '1969-12-31',
  '2015-02-28',
  '2026-06-14',
  '2026-06-15',
  '2026-07-01',
];

/**
 * Books that nobody would keep: accounts above accounts, backdated entries, amounts from one unit to the largest, pending
 * entries with every end, reversals. The same draws give the same books.
 */
export function randomBooks(draw: Draw, commands: number): { readonly facts: readonly Fact[]; readonly books: Books } {
  const books = new Books();
  const facts: Fact[] = [];
  const keep = (event: Fact['event'], seq: number): void => void facts.push({ seq, at: AT + seq, event });
  const of = <T>(some: readonly T[]): T => some[draw(some.length)] as T;
  keep({ type: 'FundOpened', fund: 'east:fund:1', code: 'general' } as Fact['event'], 1);
  let seq = 1;
  const send = (command: LedgerCommand): void => {
    const events = decide(command, books.slice({ today: TODAY, funds: FUNDS, resources: RESOURCES }));
    if (isRejection(events)) return;
    seq += 1;
    for (const event of events) {
      books.apply(event);
      keep(event, seq);
    }
  };
  for (const path of PATHS) {
    for (const currency of COMMODITIES) {
      const isNeeded = path === 'assets:bank' || path === 'income:donations';
      if (isNeeded || draw(3) > 0) send({ type: 'OpenAccount', at: AT, path, currency });
    }
  }
  // Money that funds can be spent from.
  for (const fund of FUNDS.keys()) {
    for (const currency of COMMODITIES) {
      const postings = pair('assets:bank', 'income:donations', currency, 2n ** 61n, fund);
      send({
        type: 'PostEntry',
        at: AT,
        id: `gift-${fund}-${currency}`,
        kind: 'donation',
        effectiveDay: of(DAYS),
        postings,
      });
    }
  }
  for (let n = 0; n < commands; n += 1) {
    const id = `e${draw(commands)}`;
    switch (draw(8)) {
      case 0:
        send({
          type: 'PrepareEntry',
          at: AT,
          id: `p${id}`,
          kind: 'grant',
          effectiveDay: of(DAYS),
          expiresAt: AT + 9,
          postings: some(),
        });
        break;
      case 1:
        send({ type: 'PostPending', at: AT + 1, entry: `p${id}`, effectiveDay: of(DAYS) });
        break;
      case 2:
        send({ type: 'VoidPending', at: AT + 1, entry: `p${id}` });
        break;
      case 3:
        send({ type: 'ExpirePending', at: AT + 20, entry: `p${id}` });
        break;
      case 4:
        send({ type: 'ReverseEntry', at: AT, id: `r${id}`, reverses: id, effectiveDay: of(DAYS) });
        break;
      default:
        send({
          type: 'PostEntry',
          at: AT,
          id,
          kind: 'grant',
          effectiveDay: of(DAYS),
          postings: some(),
          cites: { invoice: `2026-${n}` },
        });
    }
  }
  return { facts, books };

  function some(): Posting[] {
    return Array.from({ length: 1 + draw(3) }, () => {
      const amountMinor = draw(9) === 0 ? 2n ** BigInt(draw(60)) : BigInt(1 + draw(99_999));
      return pair(of(PATHS), of(PATHS), of(COMMODITIES), amountMinor, of([...FUNDS.keys()]));
    }).flat();
  }
}

function pair(debit: string, credit: string, currency: string, amountMinor: bigint, fund: string): Posting[] {
  const posting = (account: string, minor: bigint): Posting => {
    const counterparty = account === 'income:movement' ? 'MOVEMENT' : 'PUBLIC';
    const dimensions = { counterparty, purpose: 'education', team: 'east:team:1', spentIn: 'KE' } as const;
    return {
      account,
      currency,
      amountMinor: minor,
      fund,
      ...(/^(income|expenses)/.test(account) ? { dimensions } : {}),
    };
  };
  return [posting(debit, amountMinor), posting(credit, -amountMinor)];
}
