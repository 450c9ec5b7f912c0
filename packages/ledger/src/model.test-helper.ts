import type { LedgerCommand } from './commands.ts';
import type { FundState, Posting } from './types.ts';

interface ModelEntry {
  readonly id: string;
  readonly postings: readonly Posting[];
  readonly content: string;
  readonly expiresAt?: number;
  readonly reverses?: string;
  state: 'PENDING' | 'POSTED' | 'VOIDED' | 'EXPIRED';
}

interface ModelAccount {
  readonly path: string;
  readonly currency: string;
  readonly limit: string | undefined;
  isOpen: boolean;
}

/** The four sums of an account, in the order debits pending, debits posted, credits pending, credits posted. */
export type Sums = readonly [bigint, bigint, bigint, bigint];

/**
 * The ledger, written a second time in the plainest way: it keeps no balance at all and adds everything up from the
 * list of entries whenever it is asked. Knows the rules about state, and takes well-formed entries only.
 */
export class Model {
  readonly #entries: ModelEntry[] = [];
  readonly #accounts: ModelAccount[] = [];
  readonly #funds: ReadonlyMap<string, FundState>;

  constructor(funds: ReadonlyMap<string, FundState>) {
    this.#funds = funds;
  }

  /** Does what the command says, or answers why not. */
  send(command: LedgerCommand): string {
    switch (command.type) {
      case 'OpenAccount':
        return this.#open(command.path, command.currency, command.limit);
      case 'CloseAccount':
        return this.#close(command.path, command.currency);
      case 'PostEntry':
        return this.#enter({ ...pick(command), state: 'POSTED' });
      case 'PrepareEntry':
        if (command.expiresAt <= command.at && this.#find(command.id) === undefined) return 'expiry-is-not-ahead';
        return this.#enter({ ...pick(command), state: 'PENDING', expiresAt: command.expiresAt });
      case 'ReverseEntry':
        return this.#reverse(command.id, command.reverses);
      default:
        return this.#resolve(command.type, command.entry, command.at);
    }
  }

  sums(path: string, currency: string): Sums {
    const mine = (state: string, sign: bigint): bigint =>
      this.#entries
        .filter((entry) => entry.state === state)
        .flatMap(({ postings }) => postings)
        .filter((one) => one.account === path && one.currency === currency && one.amountMinor * sign > 0n)
        .reduce((sum, { amountMinor }) => sum + amountMinor * sign, 0n);
    return [mine('PENDING', 1n), mine('POSTED', 1n), mine('PENDING', -1n), mine('POSTED', -1n)];
  }

  /** Posted and reserved. */
  fund(fund: string, currency: string): readonly [bigint, bigint] {
    const net = ({ postings }: ModelEntry): bigint =>
      postings
        .filter((one) => one.fund === fund && one.currency === currency)
        .filter(({ account }) => account.startsWith('assets') || account.startsWith('liabilities'))
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    let posted = 0n;
    let reserved = 0n;
    for (const entry of this.#entries) {
      if (entry.state === 'POSTED') posted += net(entry);
      if (entry.state === 'PENDING' && net(entry) < 0n) reserved -= net(entry);
    }
    return [posted, reserved];
  }

  #open(path: string, currency: string, limit: string | undefined): string {
    const account = this.#account(path, currency);
    if (account === undefined) {
      this.#accounts.push({ path, currency, limit, isOpen: true });
      return 'ok';
    }
    if (!account.isOpen) return 'account-is-closed';
    return account.limit === limit ? 'account-exists' : 'account-exists-with-different-limit';
  }

  #close(path: string, currency: string): string {
    const account = this.#account(path, currency);
    if (account === undefined) return 'account-is-unknown';
    if (!account.isOpen) return 'account-is-closed';
    const [debitsPending, debits, creditsPending, credits] = this.sums(path, currency);
    if (debitsPending + creditsPending > 0n) return 'account-has-pending-entries';
    if (debits !== credits) return 'account-balance-is-not-zero';
    account.isOpen = false;
    return 'ok';
  }

  /** Puts the entry in, looks whether every rule still holds, and takes it out again if one does not. */
  #enter(entry: ModelEntry): string {
    const existing = this.#find(entry.id);
    if (existing !== undefined) {
      const isKindSame = (existing.reverses === undefined) === (entry.reverses === undefined);
      if (!isKindSame) return 'entry-exists-with-different-kind';
      if (existing.expiresAt !== entry.expiresAt) return 'entry-exists-with-different-expiry';
      if (existing.reverses !== entry.reverses) return 'entry-exists-with-different-reversal';
      return existing.content === entry.content ? 'entry-exists' : 'entry-exists-with-different-postings';
    }
    const { postings } = entry;
    const accounts = postings.map((one) => this.#account(one.account, one.currency));
    if (accounts.includes(undefined)) return 'account-is-unknown';
    if (accounts.some((account) => !account?.isOpen)) return 'account-is-closed';
    const funds = postings.map(({ fund }) => this.#funds.get(fund));
    if (funds.includes(undefined)) return 'fund-is-unknown';
    if (funds.some((fund) => fund?.status === 'CLOSED')) return 'fund-is-closed';
    const isAllowed = postings.every(({ account, dimensions }, index) => {
      const purposes = funds[index]?.purposes;
      const isFree = purposes === undefined || !account.startsWith('expenses');
      return isFree || purposes.includes(dimensions?.purpose ?? '');
    });
    if (!isAllowed) return 'purpose-is-not-allowed-by-fund';
    this.#entries.push(entry);
    const broken = this.#broken(postings);
    if (broken !== undefined) this.#entries.pop();
    return broken ?? 'ok';
  }

  #broken(postings: readonly Posting[]): string | undefined {
    const touched = postings.flatMap(({ account: path, currency }) => {
      const [debitsPending, debits, creditsPending, credits] = this.sums(path, currency);
      const limit = this.#account(path, currency)?.limit;
      if (limit === 'debits-must-not-exceed-credits' && debitsPending + debits > credits) return ['debits'];
      if (limit === 'credits-must-not-exceed-debits' && creditsPending + credits > debits) return ['credits'];
      return [];
    });
    if (touched.includes('debits')) return 'debits-would-exceed-credits';
    if (touched.includes('credits')) return 'credits-would-exceed-debits';
    for (const { fund, currency } of postings) {
      const [posted, reserved] = this.fund(fund, currency);
      if (posted < reserved) return 'fund-is-overdrawn';
    }
    return undefined;
  }

  #reverse(id: string, reverses: string): string {
    const original = this.#find(reverses);
    if (original === undefined) return 'entry-is-unknown';
    const postings = original.postings.map((one) => ({ ...one, amountMinor: -one.amountMinor }));
    const entry: ModelEntry = { id, postings, content: contentOf(postings), reverses, state: 'POSTED' };
    if (this.#find(id) !== undefined) return this.#enter(entry);
    if (original.state !== 'POSTED') return 'entry-is-not-posted';
    if (original.reverses !== undefined) return 'entry-is-a-reversal';
    if (this.#entries.some((one) => one.reverses === reverses)) return 'entry-is-already-reversed';
    return this.#enter(entry);
  }

  #resolve(type: 'PostPending' | 'VoidPending' | 'ExpirePending', id: string, at: number): string {
    const entry = this.#find(id);
    if (entry === undefined) return 'entry-is-unknown';
    if (entry.expiresAt === undefined) return 'entry-is-not-pending';
    if (entry.state === 'POSTED') return 'pending-is-already-posted';
    if (entry.state === 'VOIDED') return 'pending-is-already-voided';
    if (entry.state === 'EXPIRED') return 'pending-is-expired';
    const isOver = at >= entry.expiresAt;
    if (type === 'ExpirePending' && !isOver) return 'pending-is-not-yet-expired';
    if (type !== 'ExpirePending' && isOver) return 'pending-is-expired';
    entry.state = type === 'PostPending' ? 'POSTED' : type === 'VoidPending' ? 'VOIDED' : 'EXPIRED';
    return 'ok';
  }

  #find(id: string): ModelEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #account(path: string, currency: string): ModelAccount | undefined {
    return this.#accounts.find((account) => account.path === path && account.currency === currency);
  }
}

function pick(command: { id: string; postings: readonly Posting[] }): Omit<ModelEntry, 'state'> {
  return { id: command.id, postings: command.postings, content: contentOf(command.postings) };
}

function contentOf(postings: readonly Posting[]): string {
  return postings
    .map((one) => `${one.account} ${one.currency} ${one.amountMinor} ${one.fund} ${one.dimensions?.purpose}`)
    .join('\n');
}
