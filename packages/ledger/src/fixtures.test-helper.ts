import { isRejection } from '@hubgraph/kernel';
import { Books } from './books.ts';
import { STANDARD_CHART } from './chart.ts';
import type { LedgerCommand, PostEntry } from './commands.ts';
import { decide } from './decide.ts';
import type { LedgerEvent } from './events.ts';
import type { FundState, Posting, Slice } from './types.ts';

/** 2026-03-15T12:00:00Z, the moment of commands that do not say another. */
export const NOW = 1_773_576_000_000;

export const TODAY = '2026-03-15';

/** An open general fund, funds restricted to training and to Kenya, a ring-fenced and a closed one. */
export const FUNDS: ReadonlyMap<string, FundState> = new Map<string, FundState>([
  ['general', { id: 'general', status: 'OPEN' }],
  ['training', { id: 'training', status: 'OPEN', purposes: ['training'] }],
  ['old', { id: 'old', status: 'CLOSED' }],
  ['kenya', { id: 'kenya', status: 'OPEN', countries: ['KE'] }],
  ['fenced', { id: 'fenced', status: 'OPEN', isRingFenced: true }],
]);

/** Books and the context in which commands are decided; `closedBefore` may be set on the way. */
export class TestBooks {
  readonly books = new Books();
  readonly events: LedgerEvent[] = [];
  closedBefore: string | undefined;

  slice(): Slice {
    const { closedBefore } = this;
    const slice = this.books.slice({ today: TODAY, funds: FUNDS });
    return closedBefore === undefined ? slice : { ...slice, closedBefore: () => closedBefore };
  }

  /** Decides and folds; answers `ok` or the code of the refusal. */
  send(command: LedgerCommand): string {
    const result = decide(command, this.slice());
    if (isRejection(result)) return result.code;
    for (const event of result) {
      this.books.apply(event);
      this.events.push(event);
    }
    return 'ok';
  }

  /** Sends commands that must not be refused. */
  given(...commands: readonly LedgerCommand[]): this {
    for (const command of commands) {
      const answer = this.send(command);
      if (answer !== 'ok') throw new Error(`${command.type}: ${answer}`);
    }
    return this;
  }
}

/** The standard chart in EUR, and 1,000.00 in the general fund. */
export function standardBooks(): TestBooks {
  const books = new TestBooks();
  for (const { path, limit } of STANDARD_CHART) {
    const command = { type: 'OpenAccount', at: NOW, path, currency: 'EUR' } as const;
    books.given(limit === undefined ? command : { ...command, limit });
  }
  return books.given(post('donation-1', donation(100_000n)));
}

export function post(id: string, postings: readonly Posting[], kind = 'test'): PostEntry {
  return { type: 'PostEntry', at: NOW, id, kind, effectiveDay: TODAY, postings };
}

export function donation(amountMinor: bigint, fund = 'general', currency = 'EUR'): Posting[] {
  return [
    { account: 'assets:bank:main', currency, amountMinor, fund },
    { account: 'income:donations', currency, amountMinor: -amountMinor, fund, dimensions: { counterparty: 'PUBLIC' } },
  ];
}

export function grant(amountMinor: bigint, fund = 'general', purpose = 'training'): Posting[] {
  return [
    {
      account: 'expenses:grants',
      currency: 'EUR',
      amountMinor,
      fund,
      dimensions: { counterparty: 'TEAM', purpose, spentIn: 'KE', decidedIn: 'PL', allowedBy: 'cee:award:1' },
    },
    { account: 'assets:bank:main', currency: 'EUR', amountMinor: -amountMinor, fund },
  ];
}
