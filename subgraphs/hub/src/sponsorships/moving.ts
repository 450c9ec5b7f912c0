import { defineEntity, type Event, type Projection, type Reader, type Recorded } from '@hubgraph/journal';
import {
  canonical,
  decode,
  encode,
  type Id,
  type Instant,
  isRejection,
  parseId,
  type Rejection,
  reject,
  type Slug,
  sha256,
} from '@hubgraph/kernel';
import { defineStatement, type IncomingStatement, type OutgoingStatement } from '@hubgraph/node';
import { type AcceptState, acceptStateOf, decideAcceptTransfer } from '@hubgraph/transfers';
import { derivedId } from '../imports/derived-id.ts';
import type { SponsorshipAccepted, SponsorshipConsented, SponsorshipEnded } from './state.ts';
import { homeOf } from './terms.ts';
import { sponsorshipOf, statementOf } from './views.ts';

/** One line of a fund's statement. */
interface Line {
  readonly entry: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** What a giving sponsor states: a part of the fund's history, and what goes with it. */
export interface SponsorshipArrived extends Event {
  readonly type: 'SponsorshipArrived';
  /** As the giving hub calls it. */
  readonly sponsorship: Id;
  readonly from: Slug;
  readonly team: Id;
  readonly fund: Id;
  readonly statementDigest: string;
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  readonly history: readonly Line[];
  readonly transfers: readonly Id[];
}

/** A sponsorship that another hub gives to this one, as far as it has told of it. */
export interface ArrivedSponsorship extends Omit<SponsorshipArrived, 'type' | 'part' | 'history' | 'sponsorship'> {
  readonly id: Id;
  /** The parts that are here. */
  readonly received: readonly number[];
  readonly arrivedAt: Instant;
  /** What goes on with it here, once the team has agreed. */
  readonly continuedBy?: { readonly sponsorship: Id; readonly fund: Id };
}

export type ArrivedRejectionCode =
  | 'sponsorship-is-malformed'
  | 'sponsorship-is-not-of-the-sponsor'
  | 'history-differs-from-its-digest';

const PART_LINES = 400;
const PARTS_MAX = 250;
const TRANSFERS_MAX = 200;
const SIZE_BYTES_MAX = 65_536;
const LIFETIME_MS = 365 * 24 * 3_600_000;
const MINOR = /^-?(0|[1-9]\d{0,29})$/;

/** True when all of the history is here. */
export function isWhole({ received, parts }: ArrivedSponsorship): boolean {
  return received.length === parts;
}

/** What the next sponsor is told when a sponsorship ends: its history in parts, and the transfers that bring the money. */
export function movingWords({ event, at }: Recorded, read: Reader): readonly OutgoingStatement[] {
  const ended = event as SponsorshipEnded;
  if (ended.type !== 'SponsorshipEnded' || ended.to === undefined) return [];
  const { to: audience, sponsorship: id, lines: count, statementDigest, transfers } = ended;
  const sponsorship = sponsorshipOf(read, id);
  const home = parseId(id);
  // What stays at this hub is known here.
  if (sponsorship === undefined || isRejection(home) || audience === home.home) return [];
  const { lines } = JSON.parse(statementOf(read, sponsorship, count).text) as {
    readonly lines: readonly { readonly [name: string]: string }[];
  };
  const parts = Math.max(1, Math.ceil(lines.length / PART_LINES));
  // What a team held was in no fund of the hub.
  const { team, fund = '' } = sponsorship;
  return Array.from({ length: parts }, (_, part) => ({
    audience,
    type: 'sponsorship-moved',
    about: derivedId(home.home, 'sponsorship-part', [id, statementDigest, ...transfers, part]),
    payload: {
      ...{ sponsorship: id, team, fund, statementDigest, part, parts, transfers },
      history: lines.slice(part * PART_LINES, (part + 1) * PART_LINES).map((line) => ({ ...line })),
    },
    expiresAt: at + LIFETIME_MS,
  }));
}

interface Arriving {
  readonly known: ArrivedSponsorship | undefined;
  /** The lines of the parts that are here, by part. */
  readonly parts: ReadonlyMap<number, readonly Line[]>;
  /** For each transfer that is offered here: what is decided upon. */
  accept(transfer: Id): AcceptState;
}

/** A hub gives a team's money and its history to this one. */
export const sponsorshipMoved = defineStatement<Arriving, Event>({
  from: ['hub'],
  isKeptOnlyWithEffect: true,
  sizeBytesMax: SIZE_BYTES_MAX,
  load(read, { statement, at }) {
    const { sponsorship, statementDigest } = statement.payload;
    const id = typeof sponsorship === 'string' ? sponsorship : '';
    return {
      known: arrivedOf(read, id),
      parts: partsOf(read, id, String(statementDigest)),
      accept: (transfer) => acceptStateOf(read, transfer, at),
    };
  },
  decide({ statement, at, by }, { known, parts, accept }) {
    const arrived = readArrived(statement);
    if (isRejection(arrived)) return arrived;
    const { statementDigest, part, history, transfers } = arrived;
    if (parts.has(part) && known?.transfers.join() === transfers.join()) return [];
    const all = new Map(parts).set(part, history);
    if (all.size < arrived.parts) return [arrived];
    const lines = [...all].sort(([a], [b]) => a - b).flatMap(([, of]) => of);
    if (sha256(textOf(arrived, lines)) !== statementDigest) {
      return reject(
        'history-differs-from-its-digest',
        `What ${statement.issuer} tells of the fund is not what it signed for.`,
      );
    }
    const { continuedBy } = known ?? {};
    if (continuedBy === undefined) return [arrived];
    const taken = takeTransfers(transfers, continuedBy.fund, { at, by, accept });
    return isRejection(taken) ? taken : [arrived, ...taken];
  },
});

/** Takes those transfers of a move that are offered here into the team's fund; those that come later are taken when they come. */
export function takeTransfers(
  transfers: readonly Id[],
  fund: Id,
  { at, by, accept }: { readonly at: Instant; readonly by: string; readonly accept: Arriving['accept'] },
): readonly Event[] | Rejection {
  const events: Event[] = [];
  for (const transfer of transfers) {
    const state = accept(transfer);
    if (state.transfer?.status !== 'OFFERED') continue;
    const taken = decideAcceptTransfer(
      { type: 'AcceptTransfer', at, by, transfer, fund },
      {
        ...state,
        // The team agrees and the fund is opened in the same commit.
        teamFund: fund,
        slice: { ...state.slice, ...withFund(state.slice, fund) },
      },
    );
    if (isRejection(taken)) return taken;
    events.push(...taken);
  }
  return events;
}

function withFund(slice: AcceptState['slice'], opened: Id): AcceptState['slice'] {
  return {
    today: slice.today,
    account: (path, currency) => slice.account(path, currency),
    entry: (id) => slice.entry(id),
    fund: (id) => slice.fund(id) ?? (id === opened ? { id, status: 'OPEN' } : undefined),
    fundBalance: (fund, currency) => slice.fundBalance(fund, currency),
    resource: (code) => slice.resource(code),
    closedBefore: () => slice.closedBefore(),
    debitsMinor: (currency) => slice.debitsMinor?.(currency),
  };
}

function readArrived({ issuer, payload }: IncomingStatement): SponsorshipArrived | Rejection<ArrivedRejectionCode> {
  const { sponsorship, team, fund, statementDigest, part, parts, transfers, history } = payload;
  const isOwn = [sponsorship, team, fund].every(
    (id, n) => isIdOf(id, issuer, KINDS[n] ?? '') || (n === 2 && id === ''),
  );
  if (!isOwn || !Array.isArray(transfers) || !transfers.every((id) => isIdOf(id, issuer, 'transfer'))) {
    return reject('sponsorship-is-not-of-the-sponsor', `${issuer} tells of what is not its own.`);
  }
  const isWholeNumber = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  if (
    !isWholeNumber(part) ||
    !isWholeNumber(parts) ||
    part >= parts ||
    parts > PARTS_MAX ||
    transfers.length > TRANSFERS_MAX ||
    !/^[0-9a-f]{64}$/.test(String(statementDigest)) ||
    !Array.isArray(history) ||
    history.length > PART_LINES ||
    !history.every(isLine)
  ) {
    return reject('sponsorship-is-malformed', `What ${issuer} tells of a sponsorship cannot be read.`);
  }
  return {
    type: 'SponsorshipArrived',
    ...{ sponsorship: String(sponsorship), from: issuer, team: String(team), fund: String(fund) },
    ...{ statementDigest: String(statementDigest), part, parts, transfers: transfers.map(String) },
    history: (history as unknown as readonly Readonly<Record<keyof Line, string>>[]).map(
      ({ entry, currency, amountMinor }) => ({ entry, currency, amountMinor: BigInt(amountMinor) }),
    ),
  };
}

const KINDS: readonly string[] = ['sponsorship', 'team', 'fund'];

function isIdOf(id: unknown, home: Slug, kind: string): boolean {
  const parts = typeof id === 'string' ? parseId(id, kind) : undefined;
  return parts !== undefined && !isRejection(parts) && parts.home === home;
}

function isLine(line: unknown): boolean {
  if (typeof line !== 'object' || line === null) return false;
  const { entry, currency, amountMinor, ...others } = line as Readonly<Record<string, unknown>>;
  return (
    Object.keys(others).length === 0 &&
    typeof entry === 'string' &&
    /^[\x21-\x7e]{1,200}$/.test(entry) &&
    /^[A-Z][A-Z0-9-]{2,15}$/.test(String(currency)) &&
    typeof amountMinor === 'string' &&
    MINOR.test(amountMinor)
  );
}

export function arrivedOf(read: Reader, id: Id): ArrivedSponsorship | undefined {
  return read.entity<ArrivedSponsorship>('arrived-sponsorship', id);
}

/** The newest sponsorships that other hubs gave to this one. */
export function arrivedHere(read: Reader, limit: number): ArrivedSponsorship[] {
  return read
    .rows('SELECT id FROM arrived_sponsorship ORDER BY seq DESC LIMIT ?', limit)
    .flatMap((row) => arrivedOf(read, String(row['id'])) ?? []);
}

/** The history that came with a sponsorship, as canonical JSON (RFC 8785): whoever hashes it gets the digest. */
export function historyOf(read: Reader, arrived: ArrivedSponsorship): string | undefined {
  if (!isWhole(arrived)) return undefined;
  const parts = partsOf(read, arrived.id, arrived.statementDigest);
  const lines = [...parts].sort(([a], [b]) => a - b).flatMap(([, of]) => of);
  return textOf({ ...arrived, sponsorship: arrived.id }, lines);
}

/** The statement of a fund, in the form of the hub that made it. */
function textOf(
  { sponsorship, team, fund }: Pick<SponsorshipArrived, 'sponsorship' | 'team' | 'fund'>,
  lines: readonly Line[],
): string {
  const told = lines.map(({ entry, currency, amountMinor }) => ({ entry, currency, amountMinor: String(amountMinor) }));
  return canonical({ sponsorship, team, fund, lines: told });
}

function partsOf(read: Reader, id: Id, digest: string): Map<number, readonly Line[]> {
  return new Map(
    read
      .rows('SELECT part, lines FROM arrived_part WHERE sponsorship = ? AND digest = ?', id, digest)
      .map((row) => [Number(row['part']), decode(String(row['lines'])) as readonly Line[]]),
  );
}

export const arrivedParts: Projection = {
  name: 'arrived-sponsorships',
  version: 1,
  schema: [
    'CREATE TABLE arrived_sponsorship (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX arrived_sponsorship_seq ON arrived_sponsorship (seq)',
    `CREATE TABLE arrived_part (sponsorship TEXT NOT NULL, digest TEXT NOT NULL, part INTEGER NOT NULL, lines TEXT NOT NULL,
      PRIMARY KEY (sponsorship, digest, part)) STRICT, WITHOUT ROWID`,
  ],
  fold({ event, seq }, views) {
    const { type, sponsorship, statementDigest, part, history } = event as SponsorshipArrived;
    if (type !== 'SponsorshipArrived') return;
    views.run('INSERT OR IGNORE INTO arrived_sponsorship VALUES (?, ?)', sponsorship, seq);
    views.run(
      'INSERT OR IGNORE INTO arrived_part VALUES (?, ?, ?, ?)',
      sponsorship,
      statementDigest,
      part,
      encode(history),
    );
  },
};

export const arrivedSponsorship = defineEntity<
  ArrivedSponsorship,
  SponsorshipArrived | SponsorshipAccepted | SponsorshipConsented
>({
  kind: 'arrived-sponsorship',
  concerns(event) {
    if (event.type === 'SponsorshipArrived') return [event.sponsorship];
    if (event.type !== 'SponsorshipAccepted' && event.type !== 'SponsorshipConsented') return [];
    // What goes on from a sponsor of this hub never arrived from another.
    const { continues, sponsorship: id } = event;
    return continues === undefined || homeOf(continues) === homeOf(id) ? [] : [continues];
  },
  evolve(state, { event, at }) {
    if (event.type === 'SponsorshipArrived') {
      const { type: _, sponsorship: id, part, history: __, ...facts } = event;
      const isSame = state?.statementDigest === facts.statementDigest;
      const received = isSame ? [...new Set([...state.received, part])].sort((a, b) => a - b) : [part];
      const { continuedBy } = state ?? {};
      return { id, ...facts, received, arrivedAt: at, ...(continuedBy === undefined ? {} : { continuedBy }) };
    }
    if (state === undefined) throw new Error('What never arrived cannot be gone on with.');
    // What a team holds is in no fund of this hub.
    const fund = event.type === 'SponsorshipAccepted' ? event.fund : '';
    return { ...state, continuedBy: { sponsorship: event.sponsorship, fund } };
  },
});

/** Of which move a transfer is: its money goes into the team's fund, and nowhere else. */
export const movedTransfer = defineEntity<{ readonly sponsorship: Id }, SponsorshipArrived>({
  kind: 'moved-transfer',
  concerns: (event) => (event.type === 'SponsorshipArrived' ? event.transfers : []),
  evolve: (_state, { event }) => ({ sponsorship: event.sponsorship }),
});
