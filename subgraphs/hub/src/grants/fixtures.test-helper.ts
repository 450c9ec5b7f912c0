import type { Event } from '@hubgraph/journal';
import { dayOf, isRejection } from '@hubgraph/kernel';
import { Books, type FundState, type LedgerEvent, type Slice } from '@hubgraph/ledger';
import { type ApplicationEvent, type ApplicationState, evolveApplication } from './applications/domain.ts';
import { type AwardEvent, type AwardState, evolveAward } from './awards/domain.ts';
import { evolvePayment, type PaymentEvent, type PaymentState } from './payments/domain.ts';

export const AT = Date.parse('2026-03-02T09:00:00Z');
export const DAY = '2026-03-02';

const ulid = (n: number): string => `01JD3Z7N4QK8R2V6X0Y5ABC${String(n).padStart(3, '0')}`;
export const id = (kind: string, n = 1): string => `cee:${kind}:${ulid(n)}`;

export const [lead, member, treasurer] = [id('person', 1), id('person', 2), id('person', 3)];
export const [general, education, empty] = [id('fund', 1), id('fund', 2), id('fund', 3)];
export const text = { key: id('text'), digest: 'a'.repeat(64) };

const funds: ReadonlyMap<string, FundState> = new Map([
  [general, { id: general, status: 'OPEN' }],
  [education, { id: education, status: 'OPEN', purposes: ['education'] }],
  [empty, { id: empty, status: 'OPEN' }],
]);

/** Something that happened, by someone, at some time. */
export type Happened = readonly [by: string, events: readonly Event[], at?: number];

/** What the events made of everything; books begin with EUR 100 in general and EUR 50 in education. */
export class Situation {
  readonly books = new Books();
  readonly events: Event[] = [];
  application: ApplicationState | undefined;
  award: AwardState | undefined;
  payment: PaymentState | undefined;

  constructor() {
    const limit = 'credits-must-not-exceed-debits';
    for (const [path, type] of [
      ['assets:bank:main', 'ASSET'],
      ['equity:opening', 'EQUITY'],
    ] as const) {
      const account = { path, type, currency: 'EUR', exponent: 2, status: 'OPEN' } as const;
      const sums = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
      const bound = type === 'ASSET' ? ({ limit } as const) : {};
      this.books.apply({ type: 'AccountOpened', at: AT, account: { ...account, ...bound, ...sums } });
    }
    this.#open(general, 10_000n);
    this.#open(education, 5_000n);
  }

  slice(at: number = AT): Slice {
    return this.books.slice({ today: dayOf(at), funds });
  }

  /** Applies what a decision gave; a refusal fails the test. */
  after(by: string, decision: readonly Event[] | unknown, at: number = AT): this {
    if (isRejection(decision)) throw new Error(`${decision.code}: ${decision.message}`);
    for (const event of decision as readonly Event[]) this.#apply(event, by, at);
    return this;
  }

  #apply(event: Event, by: string, at: number): void {
    this.events.push(event);
    switch (event.type) {
      case 'FundsAppliedFor':
      case 'ApplicationDecided':
        this.application = evolveApplication(this.application, event as ApplicationEvent, at, by);
        break;
      case 'AwardMade':
      case 'AwardClosed':
        this.award = evolveAward(this.award, event as AwardEvent, at, by);
        break;
      case 'AwardPaid':
        this.award = evolveAward(this.award, event as AwardEvent, at, by);
        this.payment = evolvePayment(undefined, event as PaymentEvent, at, by);
        break;
      case 'SpendingReported':
      case 'UnspentReturned':
        this.payment = evolvePayment(this.payment, event as PaymentEvent, at, by);
        break;
      default:
        this.books.apply(event as LedgerEvent);
    }
  }

  #open(fund: string, amountMinor: bigint): void {
    const line = { currency: 'EUR', fund } as const;
    this.books.apply({
      type: 'EntryPosted',
      at: AT,
      entry: {
        id: `opening/${fund}`,
        kind: 'opening',
        effectiveDay: DAY,
        status: 'POSTED',
        postings: [
          { ...line, account: 'assets:bank:main', amountMinor },
          { ...line, account: 'equity:opening', amountMinor: -amountMinor },
        ],
      },
    });
  }
}
