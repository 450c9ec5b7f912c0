import type { Fund } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { isRejection, type Json, type Rejection } from '@hubgraph/kernel';
import { Books, type EntryEvent, type LedgerEvent, type Slice } from '@hubgraph/ledger';
import type { IncomingStatement, Receive, Said } from '@hubgraph/node';

/** 2026-03-15T12:00:00Z, the moment of commands that do not say another. */
export const NOW = Date.parse('2026-03-15T12:00:00Z');
export const TODAY = '2026-03-15';

export const id = (kind: string, last = '0'): string => `fundraising:${kind}:01JD3Z7N4QK8R2V6X0Y5ABCDE${last}`;

export const FUND: Fund = {
  id: id('fund'),
  code: 'general',
  name: { key: 'text', digest: 'd'.repeat(64) },
  kind: 'UNRESTRICTED',
  status: 'OPEN',
  openedAt: NOW,
};

export const by = { at: NOW, by: id('person') };

/** Books in memory, filled with what a decision answered. */
export class TestBooks {
  readonly books = new Books();

  slice(): Slice {
    return this.books.slice({ today: TODAY, funds: new Map([[FUND.id, { id: FUND.id, status: 'OPEN' }]]) });
  }

  keep(events: readonly Event[]): this {
    for (const event of events) {
      const isOfTheBooks = 'entry' in event && typeof event.entry === 'object';
      if (event.type === 'AccountOpened' || isOfTheBooks) this.books.apply(event as LedgerEvent);
    }
    return this;
  }

  /** Every entry's postings, `account amount`. */
  static postings(events: readonly Event[]): string[] {
    return events.flatMap((event) => {
      const entry = 'entry' in event && typeof event.entry === 'object' ? (event as EntryEvent).entry : undefined;
      return entry?.postings.map(({ account, amountMinor }) => `${account} ${amountMinor}`) ?? [];
    });
  }
}

export function expectEvents(decision: readonly Event[] | Rejection): readonly Event[] {
  if (isRejection(decision)) throw new Error(`${decision.code}: ${decision.message}`);
  return decision;
}

export const codeOf = (decision: unknown): string | undefined => (isRejection(decision) ? decision.code : undefined);

export const typesOf = (decision: readonly Event[] | Rejection): string[] =>
  expectEvents(decision).map((event) => event.type);

/** The command in which a statement is decided upon. */
const OWN_WORDS = ['transfer-prepared', 'transfer-posted'] as const;

export function received(
  issuer: string,
  about: string,
  payload: Readonly<Record<string, Json>>,
  more: Partial<IncomingStatement> & { readonly at?: number; readonly said?: readonly Said[] } = {},
): Receive {
  const { at = NOW, said, ...rest } = more;
  const statement: IncomingStatement = {
    issuer,
    type: 'any',
    about,
    payload,
    cites: [],
    digest: 'a'.repeat(64),
    kid: 'key',
    issuedAt: NOW,
    expiresAt: NOW + 60_000,
    ...rest,
  };
  // What this node said is what is cited, if it is not told otherwise.
  const own = statement.cites.flatMap((digest) => OWN_WORDS.map((type) => ({ type, digest })));
  return { type: 'Receive:any', at, by: `node:${issuer}`, statement, said: said ?? own };
}

export function hubNode(hub: string, country: string): RegistryNode {
  return {
    id: hub,
    kind: 'hub',
    hubKind: 'REGIONAL',
    name: hub,
    country,
    status: 'authorised',
    endpoint: 'http://127.0.0.1:1',
    tokenKeys: [],
    statementKeys: [],
  };
}
