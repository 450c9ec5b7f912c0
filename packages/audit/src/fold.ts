import { sha256 } from '@hubgraph/kernel';
import { type AccountLimit, typeOfPath } from '@hubgraph/ledger';
import { type DiscrepancyCode, type Finding, finding } from './finding.ts';
import { isRecord, type Leaf } from './leaf.ts';

/** What an account holds in one currency; running sums in minor units. */
export interface AccountSums {
  readonly path: string;
  readonly currency: string;
  readonly limit: AccountLimit | undefined;
  debitsPendingMinor: bigint;
  debitsPostedMinor: bigint;
  creditsPendingMinor: bigint;
  creditsPostedMinor: bigint;
}

/** What a fund holds in one currency: what it owns less what it owes, and what pending entries would take from it. */
export interface FundSums {
  readonly fund: string;
  readonly currency: string;
  postedMinor: bigint;
  reservedMinor: bigint;
}

/** How each event moves amounts: factors for the pending and the posted sums, and what its entry must be. */
const MOVES: Readonly<Record<string, { pending: -1 | 0 | 1; posted: 0 | 1; status: string } | undefined>> = {
  EntryPosted: { pending: 0, posted: 1, status: 'POSTED' },
  EntryPrepared: { pending: 1, posted: 0, status: 'PENDING' },
  PendingPosted: { pending: -1, posted: 1, status: 'POSTED' },
  PendingVoided: { pending: -1, posted: 0, status: 'VOIDED' },
  PendingExpired: { pending: -1, posted: 0, status: 'EXPIRED' },
};

const AMOUNT = /^-?[1-9][0-9]{0,18}$/;
const CURRENCY = /^[A-Z]{3}$/;

/** A log that ended: how many leaves it had as far as anybody has seen, and how many of them are left. */
interface LogBefore {
  readonly log: string;
  readonly origin: string;
  readonly signed: number;
  readonly left: number;
}

interface Posting {
  readonly account: string;
  readonly currency: string;
  readonly fund: string;
  readonly amountMinor: bigint;
}

interface Stage {
  readonly accounts: Map<string, { readonly path: string; readonly currency: string; debits: bigint; credits: bigint }>;
  readonly funds: Map<string, FundSums>;
}

/**
 * Books added up again from the public events alone, by code that shares nothing with the node's own but the names of
 * things. Memory goes with accounts, funds, open pending entries and open stages, not with entries: so whether an id was
 * used twice, or a reversal mirrors what it reverses, is not seen here.
 */
export class BooksFold {
  readonly accounts = new Map<string, AccountSums>();
  readonly funds = new Map<string, FundSums>();
  /** Logs of other names that the node had before, as it says itself. */
  readonly before: LogBefore[] = [];
  readonly #knownFunds = new Set<string>();
  /** Pending entries that are open, with the digest of their postings. */
  readonly #pending = new Map<string, string>();
  readonly #stages = new Map<string, Stage>();

  /** Takes the next leaf; gives what is wrong with it, and counts it all the same as far as it goes. */
  fold({ event, stage, seq }: Leaf, index: number): Finding | undefined {
    const wrong = (code: DiscrepancyCode, message: string) =>
      finding(code, `Entry ${index} (commit ${seq}): ${message}.`, { index, seq });
    const move = MOVES[event.type];
    if (move !== undefined) {
      const entry = event['entry'];
      if (event['v'] !== undefined || !isRecord(entry) || typeof entry['id'] !== 'string') {
        return wrong('event-is-malformed', `${event.type} has no entry that can be read`);
      }
      const postings = postingsOf(entry['postings']);
      const prepared = event.type === 'PendingPosted' ? preparedOf(entry, postings) : postings;
      if (postings === undefined || prepared === undefined || entry['status'] !== move.status) {
        return wrong('event-is-malformed', `${event.type} of ${entry['id']} has postings or a status that cannot be`);
      }
      if (stage !== undefined && event.type !== 'EntryPosted') {
        return wrong('stage-holds-more-than-entries', `${event.type} cannot be staged`);
      }
      const found = this.#balance(postings, entry['id'], wrong) ?? this.#pend(event, entry['id'], entry, wrong);
      if (stage !== undefined) return found ?? this.#stage(stage, postings);
      const missing =
        prepared === postings
          ? this.#move(postings, move, wrong)
          : (this.#move(prepared, { pending: -1, posted: 0 }, wrong) ??
            this.#move(postings, { pending: 0, posted: 1 }, wrong));
      return found ?? missing;
    }
    switch (event.type) {
      case 'AccountOpened':
        return stage === undefined
          ? this.#open(event['account'], wrong)
          : wrong('stage-holds-more-than-entries', 'accounts are not opened in a stage');
      case 'FundOpened':
        if (typeof event['fund'] !== 'string') return wrong('event-is-malformed', 'FundOpened names no fund');
        this.#knownFunds.add(event['fund']);
        return undefined;
      case 'StageReleased':
        return this.#release(event['stage'], wrong);
      case 'LogsBegun':
        this.before.push(...logsBefore(event['before']));
        return undefined;
      case 'ImportDropped':
        this.#stages.delete(String(event['import']));
        return undefined;
      default:
        return undefined;
    }
  }

  /** What does not hold in the sums as they stand now. */
  brokenLimits(): Finding[] {
    const found: Finding[] = [];
    for (const [key, account] of this.accounts) {
      const debits = account.debitsPendingMinor + account.debitsPostedMinor;
      const credits = account.creditsPendingMinor + account.creditsPostedMinor;
      if (
        (account.limit === 'debits-must-not-exceed-credits' && debits > account.creditsPostedMinor) ||
        (account.limit === 'credits-must-not-exceed-debits' && credits > account.debitsPostedMinor)
      ) {
        found.push(finding('account-breaks-its-limit', `The account ${key} breaks its limit: ${account.limit}.`));
      }
    }
    return found;
  }

  #open(account: unknown, wrong: Wrong): Finding | undefined {
    if (!isRecord(account)) return wrong('event-is-malformed', 'AccountOpened has no account');
    const { path, currency, limit } = account;
    const sums = ['debitsPendingMinor', 'debitsPostedMinor', 'creditsPendingMinor', 'creditsPostedMinor'] as const;
    if (typeof path !== 'string' || typeof currency !== 'string' || !sums.every((name) => account[name] === '0')) {
      return wrong('event-is-malformed', 'AccountOpened has no path or currency, or begins with an amount');
    }
    const key = `${path} ${currency}`;
    if (this.accounts.has(key)) return wrong('account-was-opened-before', `the account ${key} is opened again`);
    this.accounts.set(key, {
      path,
      currency,
      limit: limit as AccountLimit | undefined,
      debitsPendingMinor: 0n,
      debitsPostedMinor: 0n,
      creditsPendingMinor: 0n,
      creditsPostedMinor: 0n,
    });
    return undefined;
  }

  /** Postings sum to zero in each fund and currency, and so in each currency. */
  #balance(postings: readonly Posting[], id: string, wrong: Wrong): Finding | undefined {
    const [first] = postings;
    let sum = 0n;
    let isOfOneFund = true;
    for (const { fund, currency, amountMinor } of postings) {
      if (!this.#knownFunds.has(fund)) return wrong('fund-is-missing', `${id} posts to the fund ${fund}, never opened`);
      if (fund !== first?.fund || currency !== first.currency) isOfOneFund = false;
      sum += amountMinor;
    }
    if (isOfOneFund) return sum === 0n ? undefined : wrong('entry-does-not-balance', `${id} is off by ${sum}`);
    const byCurrency = new Map<string, bigint>();
    const byFund = new Map<string, bigint>();
    for (const { fund, currency, amountMinor } of postings) {
      add(byCurrency, currency, amountMinor);
      add(byFund, `${fund} ${currency}`, amountMinor);
    }
    for (const [currency, off] of byCurrency) {
      if (off !== 0n) return wrong('entry-does-not-balance', `${id} is off by ${off} ${currency}`);
    }
    for (const [fund, off] of byFund) {
      if (off !== 0n) return wrong('fund-does-not-balance', `${id} is off by ${off} in ${fund}`);
    }
    return undefined;
  }

  #pend(event: Leaf['event'], id: string, entry: Readonly<Record<string, unknown>>, wrong: Wrong): Finding | undefined {
    if (event.type === 'EntryPosted') return undefined;
    const digest = sha256(JSON.stringify(entry['prepared'] ?? entry['postings']));
    const open = this.#pending.get(id);
    if (event.type === 'EntryPrepared') {
      this.#pending.set(id, digest);
      return open === undefined ? undefined : wrong('pending-differs', `${id} is prepared while it is pending`);
    }
    this.#pending.delete(id);
    if (open === undefined) return wrong('pending-is-not-open', `${event.type} of ${id}, which is not pending`);
    return open === digest ? undefined : wrong('pending-differs', `${event.type} of ${id} has other postings`);
  }

  #move(postings: readonly Posting[], move: { pending: number; posted: number }, wrong: Wrong): Finding | undefined {
    const { pending, posted } = move;
    let missing: Finding | undefined;
    for (const { account: path, currency, amountMinor } of postings) {
      const account = this.accounts.get(`${path} ${currency}`);
      if (account === undefined) {
        missing ??= wrong('account-is-missing', `the account ${path} ${currency} was never opened`);
        continue;
      }
      if (amountMinor > 0n) {
        if (posted !== 0) account.debitsPostedMinor += amountMinor;
        if (pending !== 0) account.debitsPendingMinor += pending > 0 ? amountMinor : -amountMinor;
      } else {
        if (posted !== 0) account.creditsPostedMinor -= amountMinor;
        if (pending !== 0) account.creditsPendingMinor -= pending > 0 ? amountMinor : -amountMinor;
      }
    }
    for (const { fund, currency, net } of netsOf(postings)) {
      const sums = this.#fundSums(this.funds, fund, currency);
      if (posted !== 0) sums.postedMinor += net;
      if (pending !== 0 && net < 0n) sums.reservedMinor += pending > 0 ? -net : net;
    }
    return missing;
  }

  #stage(stage: string, postings: readonly Posting[]): undefined {
    let staged = this.#stages.get(stage);
    if (staged === undefined) {
      staged = { accounts: new Map(), funds: new Map() };
      this.#stages.set(stage, staged);
    }
    for (const { account: path, currency, amountMinor } of postings) {
      const key = `${path} ${currency}`;
      const sums = staged.accounts.get(key) ?? { path, currency, debits: 0n, credits: 0n };
      if (amountMinor > 0n) sums.debits += amountMinor;
      else sums.credits -= amountMinor;
      staged.accounts.set(key, sums);
    }
    for (const { fund, currency, net } of netsOf(postings)) {
      this.#fundSums(staged.funds, fund, currency).postedMinor += net;
    }
  }

  #release(stage: unknown, wrong: Wrong): Finding | undefined {
    if (typeof stage !== 'string') return wrong('event-is-malformed', 'StageReleased names no stage');
    const staged = this.#stages.get(stage);
    this.#stages.delete(stage);
    let missing: Finding | undefined;
    for (const [key, { debits, credits }] of staged?.accounts ?? []) {
      const account = this.accounts.get(key);
      if (account === undefined) {
        missing ??= wrong('account-is-missing', `the stage ${stage} posts to ${key}, which was never opened`);
        continue;
      }
      account.debitsPostedMinor += debits;
      account.creditsPostedMinor += credits;
    }
    for (const { fund, currency, postedMinor } of staged?.funds.values() ?? []) {
      this.#fundSums(this.funds, fund, currency).postedMinor += postedMinor;
    }
    return missing;
  }

  #fundSums(of: Map<string, FundSums>, fund: string, currency: string): FundSums {
    const key = `${fund} ${currency}`;
    let sums = of.get(key);
    if (sums === undefined) {
      sums = { fund, currency, postedMinor: 0n, reservedMinor: 0n };
      of.set(key, sums);
    }
    return sums;
  }
}

/** What was prepared, where less was posted; undefined where what was posted is no part of it. */
function preparedOf(
  entry: Readonly<Record<string, unknown>>,
  postings: readonly Posting[] | undefined,
): readonly Posting[] | undefined {
  if (entry['prepared'] === undefined) return postings;
  const prepared = postingsOf(entry['prepared']);
  const left = [...(prepared ?? [])];
  const isPart = postings?.every((posting) => {
    const place = left.findIndex((one) => isPartOf(posting, one));
    if (place >= 0) left.splice(0, place + 1);
    return place >= 0;
  });
  return isPart === true ? prepared : undefined;
}

function isPartOf(posting: Posting, whole: Posting): boolean {
  const isSameLine =
    posting.account === whole.account && posting.currency === whole.currency && posting.fund === whole.fund;
  const { amountMinor } = posting;
  if (!isSameLine || amountMinor > 0n !== whole.amountMinor > 0n) return false;
  return amountMinor > 0n ? amountMinor <= whole.amountMinor : amountMinor >= whole.amountMinor;
}

type Wrong = (code: DiscrepancyCode, message: string) => Finding;

function postingsOf(value: unknown): Posting[] | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const postings: Posting[] = [];
  for (const one of value) {
    const { account, currency, fund, amountMinor } = (one ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof account !== 'string' || typeof fund !== 'string') return undefined;
    if (typeof currency !== 'string' || !CURRENCY.test(currency)) return undefined;
    if (typeof amountMinor !== 'string' || !AMOUNT.test(amountMinor)) return undefined;
    postings.push({ account, currency, fund, amountMinor: BigInt(amountMinor) });
  }
  return postings;
}

/** What an entry adds to each fund: its postings to assets and liabilities. */
function netsOf(postings: readonly Posting[]): { fund: string; currency: string; net: bigint }[] {
  const nets: { fund: string; currency: string; net: bigint }[] = [];
  for (const { account, currency, fund, amountMinor } of postings) {
    let sum = nets.find((one) => one.fund === fund && one.currency === currency);
    if (sum === undefined) {
      sum = { fund, currency, net: 0n };
      nets.push(sum);
    }
    const type = typeOfPath(account);
    if (type === 'ASSET' || type === 'LIABILITY') sum.net += amountMinor;
  }
  return nets;
}

function add(sums: Map<string, bigint>, key: string, amountMinor: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
}

/** What the node says of logs that it had before; what is of another form says nothing. */
function logsBefore(value: unknown): LogBefore[] {
  return (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const { log, origin, signed, left } = isRecord(one) ? one : {};
    const isWhole = typeof log === 'string' && typeof origin === 'string' && [signed, left].every(Number.isSafeInteger);
    return isWhole ? [{ log, origin, signed: Number(signed), left: Number(left) }] : [];
  });
}
