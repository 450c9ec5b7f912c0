import {
  type Day,
  type Id,
  isDay,
  isRejection,
  parseId,
  type Rejection,
  reject,
  type Slug,
  splitByWeights,
} from '@hubgraph/kernel';
import type { SponsorshipRejectionCode, SponsorshipState } from './state.ts';

/** Half of what comes in. */
const FEE_MAX = 5_000;
const ALL = 10_000;

/** What the hub keeps of an amount, by the largest remainder: fee and rest add up to it. */
export function feeOf(amountMinor: bigint, feeBasisPoints: number): bigint {
  const [, feeMinor = 0n] = splitByWeights(amountMinor, [BigInt(ALL - feeBasisPoints), BigInt(feeBasisPoints)]);
  return feeMinor;
}

/** True while somebody holds the money of the team, or has offered to. */
export function isSponsored(current: SponsorshipState | undefined): boolean {
  return current !== undefined && current.status !== 'ENDED' && current.status !== 'DECLINED';
}

export function teamIsSponsored(): Rejection<SponsorshipRejectionCode> {
  return refuse('team-is-sponsored', 'Somebody holds the money of this team, or has offered to; end that first.');
}

/** The hub at which a sponsorship was made. */
export function homeOf(sponsorship: Id): Slug | undefined {
  const parts = parseId(sponsorship);
  return isRejection(parts) ? undefined : parts.home;
}

/** True for a sponsorship of the same team that has ended here: it goes on under another sponsor of this hub. */
export function isHandedOn(before: SponsorshipState | undefined, team: Id): boolean {
  return before?.status === 'ENDED' && before.team === team && before.end?.to === homeOf(before.id);
}

/** What is wrong with fee and days of an offer. */
export function checkTerms({
  feeBasisPoints,
  from,
  to,
}: {
  readonly feeBasisPoints: number;
  readonly from: Day;
  readonly to?: Day;
}): Rejection<SponsorshipRejectionCode> | undefined {
  if (!Number.isInteger(feeBasisPoints) || feeBasisPoints < 0 || feeBasisPoints > FEE_MAX) {
    return refuse('fee-is-out-of-range', `A fee is 0 to ${FEE_MAX} basis points; 500 are five in a hundred.`);
  }
  if (!isDay(from) || (to !== undefined && !isDay(to))) {
    return refuse('day-is-malformed', 'Write the day like 2026-03-31.');
  }
  return to !== undefined && to <= from ? refuse('period-is-empty', 'It ends after it has begun.') : undefined;
}

export function notActive(): Rejection<SponsorshipRejectionCode> {
  return refuse('sponsorship-is-not-active', 'The team has not agreed yet, or it is over.');
}

export function unknown(id: Id): Rejection<SponsorshipRejectionCode> {
  return refuse('sponsorship-is-unknown', `There is no sponsorship ${id.slice(0, 80)}.`);
}

export function refuse(code: SponsorshipRejectionCode, message: string): Rejection<SponsorshipRejectionCode> {
  return reject(code, message);
}
