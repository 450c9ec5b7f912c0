import type { Day, Id } from '@hubgraph/kernel';

/** What a proposal is made from, on the bank's side. */
export interface ProposalLine {
  readonly id: Id;
  readonly bookedOn: Day;
  readonly amountMinor: bigint;
  readonly references: readonly string[];
}
/** And on the side of the books. */
export interface ProposalEntry {
  readonly entry: Id;
  readonly day: Day;
  readonly amountMinor: bigint;
  /** Digests of its id and of what it cites. */
  readonly references: readonly string[];
}
export type ProposalReason = 'SAME_AMOUNT' | 'AMOUNTS_ADD_UP' | 'REFERENCE_FOUND' | 'SAME_DAY' | 'DAYS_APART';
export interface Proposal {
  readonly line: Id;
  readonly entries: readonly Id[];
  /** From 0 to 100. */
  readonly score: number;
  readonly reasons: readonly ProposalReason[];
  readonly daysApart: number;
}

const SHOWN_MAX = 3;
const DAY_MS = 86_400_000;

/**
 * Which entries a line may stand for, the likeliest first. The amount has to be the same to the minor unit (50, or 40
 * where several entries of one reference add up to it); a reference that both have counts 40, nearness up to 10: one
 * less for each day apart. Entries further apart than the window come only with a reference. Equal scores go by day and
 * id, so that the same books give the same proposals.
 */
export function proposalsFor(line: ProposalLine, entries: readonly ProposalEntry[], windowDays: number): Proposal[] {
  const found: Proposal[] = [];
  const shares = (entry: ProposalEntry) => entry.references.some((one) => line.references.includes(one));
  for (const entry of entries) {
    const daysApart = daysBetween(line.bookedOn, entry.day);
    if (entry.amountMinor !== line.amountMinor || (daysApart > windowDays && !shares(entry))) continue;
    found.push(proposal(line, [entry], shares(entry), daysApart));
  }
  const together = entries.filter(shares);
  const sum = together.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  if (together.length > 1 && sum === line.amountMinor) {
    const daysApart = Math.max(...together.map(({ day }) => daysBetween(line.bookedOn, day)));
    found.push(proposal(line, together, true, daysApart));
  }
  const place = ({ score, daysApart, entries: [first = ''] }: Proposal) => [-score, daysApart, first] as const;
  return found.sort((a, b) => compare(place(a), place(b))).slice(0, SHOWN_MAX);
}

function proposal(
  line: ProposalLine,
  entries: readonly ProposalEntry[],
  isShared: boolean,
  daysApart: number,
): Proposal {
  const reasons: ProposalReason[] = [
    entries.length === 1 ? 'SAME_AMOUNT' : 'AMOUNTS_ADD_UP',
    ...(isShared ? (['REFERENCE_FOUND'] as const) : []),
    daysApart === 0 ? 'SAME_DAY' : 'DAYS_APART',
  ];
  const score = (entries.length === 1 ? 50 : 40) + (isShared ? 40 : 0) + Math.max(0, 10 - daysApart);
  return { line: line.id, entries: entries.map(({ entry }) => entry).sort(), score, reasons, daysApart };
}

function daysBetween(a: Day, b: Day): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** What of a text could be a reference: the whole, and words of 5 to 64 letters and digits with a digit among them. */
export function referenceWords(...texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const part of [text ?? '', ...(text ?? '').split(/[\s,;]+/), ...(text ?? '').split(/[^A-Za-z0-9]+/)]) {
      const word = part.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
      if (/^(?=.*\d).{5,64}$/.test(word)) words.add(word);
    }
  }
  return [...words].slice(0, WORDS_MAX);
}

const WORDS_MAX = 12;
