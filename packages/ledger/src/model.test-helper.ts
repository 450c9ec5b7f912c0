import type { LedgerCommand } from './commands.ts';
import type { FundState, Posting } from './types.ts';

interface ModelEntry {
  readonly id: string;
  postings: readonly Posting[];
  /** What it was first entered with. */
  readonly content: string;
  readonly day: string;
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

const ENDED = {
  POSTED: 'pending-is-already-posted',
  VOIDED: 'pending-is-already-voided',
  EXPIRED: 'pending-is-expired',
} as const;
const STATES = { PostPending: 'POSTED', VoidPending: 'VOIDED', ExpirePending: 'EXPIRED' } as const;

/**
 * The ledger, written a second time in the plainest way: it keeps no balance at all and adds everything up from the
 * list of entries whenever it is asked. Knows the rules about state, and takes well-formed entries only.
 */
export class Model {
  #entries: ModelEntry[] = [];
  #accounts: ModelAccount[] = [];
  #closedBefore = '';
  readonly #funds: ReadonlyMap<string, FundState>;
  readonly #today: string;
  readonly #find = (id: string) => this.#entries.find((entry) => entry.id === id);
  readonly #account = (path: string, currency: string) =>
    this.#accounts.find((account) => account.path === path && account.currency === currency);

  constructor(funds: ReadonlyMap<string, FundState>, today: string) {
    this.#funds = funds;
    this.#today = today;
  }

  /** Does all that the commands say, or nothing and answers why not. */
  send(...commands: readonly LedgerCommand[]): string {
    const copy = <T extends object>(list: readonly T[]): T[] => list.map((one) => ({ ...one }));
    const before = [copy(this.#entries), copy(this.#accounts), this.#closedBefore] as const;
    for (const command of commands) {
      const answer = this.#do(command);
      if (answer === 'ok') continue;
      [this.#entries, this.#accounts, this.#closedBefore] = before;
      return answer;
    }
    return 'ok';
  }

  sums(path: string, currency: string): Sums {
    const mine = (state: string, sign: bigint): bigint => {
      const postings = this.#entries.flatMap((entry) => (entry.state === state ? entry.postings : []));
      const isMine = (one: Posting): boolean => one.account === path && one.currency === currency;
      return sign * sumOf(postings, (one) => isMine(one) && one.amountMinor * sign > 0n);
    };
    return [mine('PENDING', 1n), mine('POSTED', 1n), mine('PENDING', -1n), mine('POSTED', -1n)];
  }

  /** Posted and reserved. */
  fund(fund: string, currency: string): readonly [bigint, bigint] {
    const isMine = (one: Posting): boolean => one.fund === fund && one.currency === currency;
    const net = ({ postings }: ModelEntry): bigint =>
      sumOf(postings, (one) => isMine(one) && /^(assets|liabilities)/.test(one.account));
    const nets = (state: string): bigint[] => this.#entries.filter((one) => one.state === state).map(net);
    const add = (sum: bigint, one: bigint): bigint => sum + one;
    return [
      nets('POSTED').reduce(add, 0n),
      -nets('PENDING')
        .filter((one) => one < 0n)
        .reduce(add, 0n),
    ];
  }

  #do(command: LedgerCommand): string {
    switch (command.type) {
      case 'OpenAccount':
        return this.#open(command.path, command.currency, command.limit);
      case 'CloseAccount':
        return this.#close(command.path, command.currency);
      case 'ClosePeriod':
        if (command.before <= this.#closedBefore) return 'period-was-closed';
        if (command.before > this.#today) return 'period-is-not-over';
        this.#closedBefore = command.before;
        return 'ok';
      case 'PostEntry':
        return this.#enter({ ...pick(command), state: 'POSTED' });
      case 'PrepareEntry':
        if (command.expiresAt <= command.at && this.#find(command.id) === undefined) return 'expiry-is-not-ahead';
        return this.#enter({ ...pick(command), state: 'PENDING', expiresAt: command.expiresAt });
      case 'ReverseEntry':
        return this.#reverse(command.id, command.reverses, command.effectiveDay);
      default:
        return this.#resolve(command);
    }
  }

  #open(path: string, currency: string, limit: string | undefined): string {
    const account = this.#account(path, currency);
    if (account?.isOpen === false) return 'account-is-closed';
    if (account !== undefined)
      return account.limit === limit ? 'account-exists' : 'account-exists-with-different-limit';
    this.#accounts.push({ path, currency, limit, isOpen: true });
    return 'ok';
  }

  #close(path: string, currency: string): string {
    const account = this.#account(path, currency);
    if (!account?.isOpen) return account ? 'account-is-closed' : 'account-is-unknown';
    const [debitsPending, debits, creditsPending, credits] = this.sums(path, currency);
    if (debitsPending + creditsPending > 0n) return 'account-has-pending-entries';
    if (debits !== credits) return 'account-balance-is-not-zero';
    account.isOpen = false;
    return 'ok';
  }

  /** Puts the entry in, and looks whether every rule still holds. */
  #enter(entry: ModelEntry): string {
    const existing = this.#find(entry.id);
    if (existing !== undefined) {
      if ((existing.reverses === undefined) !== (entry.reverses === undefined))
        return 'entry-exists-with-different-kind';
      if (existing.day !== entry.day) return 'entry-exists-with-different-effective-day';
      if (existing.expiresAt !== entry.expiresAt) return 'entry-exists-with-different-expiry';
      if (existing.reverses !== entry.reverses) return 'entry-exists-with-different-reversal';
      return existing.content === entry.content ? 'entry-exists' : 'entry-exists-with-different-postings';
    }
    const { postings, day } = entry;
    const accounts = postings.map((one) => this.#account(one.account, one.currency));
    if (accounts.includes(undefined)) return 'account-is-unknown';
    if (accounts.some((account) => !account?.isOpen)) return 'account-is-closed';
    const funds = postings.map(({ fund }) => this.#funds.get(fund));
    if (funds.includes(undefined)) return 'fund-is-unknown';
    if (funds.some((fund) => fund?.status === 'CLOSED')) return 'fund-is-closed';
    const spent = postings.map(({ account, dimensions }, n) => ({ ...dimensions, account, fund: funds[n] }));
    const expenses = spent.filter(({ account }) => account.startsWith('expenses'));
    const isIn = (list: readonly string[] | undefined, one = ''): boolean => list?.includes(one) ?? true;
    if (!expenses.every(({ fund, purpose }) => isIn(fund?.purposes, purpose))) return 'purpose-is-not-allowed-by-fund';
    if (!expenses.every(({ fund, spentIn }) => isIn(fund?.countries, spentIn))) return 'country-is-not-allowed-by-fund';
    if (entry.reverses === undefined && this.#leaks(postings)) return 'fund-is-ring-fenced';
    if (day < this.#closedBefore) return 'period-is-closed';
    this.#entries.push(entry);
    return this.#broken(postings) ?? 'ok';
  }

  /** Whether a ring-fenced fund gives of its equity, or loses where another fund gains. */
  #leaks(postings: readonly Posting[]): boolean {
    const sum = ({ fund, currency }: Posting, path: RegExp): bigint =>
      sumOf(postings, (one) => one.fund === fund && one.currency === currency && path.test(one.account));
    const has = /^(assets|liabilities)/;
    return postings.some((lost) => {
      if (this.#funds.get(lost.fund)?.isRingFenced !== true) return false;
      const own = postings.filter(({ fund }) => fund === lost.fund);
      if (sum(lost, /^equity:fund-transfers/) > 0n || sum(lost, /^equity(?!:trading)/) > 0n) return true;
      if (sum(lost, /^equity:trading/) > 0n && own.every((one) => sum(one, /^equity:trading/) >= 0n)) return true;
      return sum(lost, has) < 0n && postings.some((one) => one.fund !== lost.fund && sum(one, has) > 0n);
    });
  }

  #broken(postings: readonly Posting[]): string | undefined {
    const touched = postings.flatMap(({ account: path, currency, amountMinor }) => {
      const [debitsPending, debits, creditsPending, credits] = this.sums(path, currency);
      const limit = this.#account(path, currency)?.limit;
      const isDebit = amountMinor > 0n;
      if (isDebit && limit === 'debits-must-not-exceed-credits' && debitsPending + debits > credits) return ['debits'];
      if (!isDebit && limit === 'credits-must-not-exceed-debits' && creditsPending + credits > debits)
        return ['credits'];
      return [];
    });
    if (touched.includes('debits')) return 'debits-would-exceed-credits';
    if (touched.includes('credits')) return 'credits-would-exceed-debits';
    const isOverdrawn = postings.some(({ fund, currency }) => {
      const [posted, reserved] = this.fund(fund, currency);
      return posted < reserved;
    });
    return isOverdrawn ? 'fund-is-overdrawn' : undefined;
  }

  #reverse(id: string, reverses: string, day: string): string {
    const original = this.#find(reverses);
    if (original === undefined) return 'entry-is-unknown';
    const postings = original.postings.map((one) => ({ ...one, amountMinor: -one.amountMinor }));
    const entry: ModelEntry = { id, postings, content: contentOf(postings), day, reverses, state: 'POSTED' };
    if (this.#find(id) !== undefined) return this.#enter(entry);
    if (original.state !== 'POSTED') return 'entry-is-not-posted';
    if (original.reverses !== undefined) return 'entry-is-a-reversal';
    if (this.#entries.some((one) => one.reverses === reverses)) return 'entry-is-already-reversed';
    return this.#enter(entry);
  }

  #resolve(command: Extract<LedgerCommand, { entry: string }>): string {
    const entry = this.#find(command.entry);
    if (entry === undefined) return 'entry-is-unknown';
    if (entry.expiresAt === undefined) return 'entry-is-not-pending';
    if (entry.state !== 'PENDING') return ENDED[entry.state];
    const isOver = command.at >= entry.expiresAt;
    if (command.type === 'ExpirePending' && !isOver) return 'pending-is-not-yet-expired';
    if (command.type !== 'ExpirePending' && isOver) return 'pending-is-expired';
    entry.state = STATES[command.type];
    if (command.type !== 'PostPending') return 'ok';
    return this.#postPart(entry, command.parts ?? entry.postings, command.effectiveDay ?? entry.day);
  }

  #postPart(entry: ModelEntry, parts: readonly { amountMinor: bigint }[], day: string): string {
    const whole = entry.postings;
    if (parts.length !== whole.length) return 'parts-do-not-fit-entry';
    const part = whole.map((one, n) => ({ ...one, amountMinor: parts[n]?.amountMinor ?? 0n }));
    const isPart = (n: bigint, of: bigint): boolean => (of > 0n ? n >= 0n && n <= of : n <= 0n && n >= of);
    if (!whole.every(({ amountMinor }, n) => isPart(part[n]?.amountMinor ?? 0n, amountMinor)))
      return 'part-exceeds-pending';
    if (part.every(({ amountMinor }) => amountMinor === 0n)) return 'parts-are-nothing';
    const off = (keys: (one: Posting) => string): boolean =>
      part.some((one) => sumOf(part, (other) => keys(one) === keys(other)) !== 0n);
    if (off(({ currency }) => currency)) return 'entry-does-not-balance';
    if (off(({ currency, fund }) => currency + fund)) return 'fund-does-not-balance';
    if (day < this.#closedBefore) return 'period-is-closed';
    const isLess = part.some(({ amountMinor }, n) => amountMinor !== whole[n]?.amountMinor);
    if (isLess && this.#leaks(part)) return 'fund-is-ring-fenced';
    entry.postings = part;
    return this.#broken(part) ?? 'ok';
  }
}

function sumOf(postings: readonly Posting[], isIn: (posting: Posting) => boolean): bigint {
  return postings.reduce((sum, one) => (isIn(one) ? sum + one.amountMinor : sum), 0n);
}

function pick(command: { id: string; effectiveDay: string; postings: readonly Posting[] }): Omit<ModelEntry, 'state'> {
  const { id, postings, effectiveDay: day } = command;
  return { id, postings, day, content: contentOf(postings) };
}

function contentOf(postings: readonly Posting[]): string {
  return JSON.stringify(postings.map((one) => ({ ...one, amountMinor: String(one.amountMinor) })));
}
