import { type Day, dayOf, type Instant, type Period } from '@hubgraph/kernel';

/** How many months of books are filed at once. */
export type FilingMonths = 1 | 3 | 12;

/** From when on, how often and how soon after a period has ended a team files its books. */
export interface FilingPlan {
  /** The first of a month. */
  readonly since: Day;
  /** The day after the last one, where it has one: the end of a period. */
  readonly until?: Day;
  readonly months: FilingMonths;
  readonly graceDays: number;
}

/**
 * `RUNNING` while the period has not ended; `DUE` from then on; `LATE` once the days of grace are over.
 */
export type UnfiledStatus = 'RUNNING' | 'DUE' | 'LATE';

const DAY_MS = 86_400_000;

/**
 * The periods of a plan that began before a day, oldest first: `[2026-01-01, 2026-04-01)`, …
 * @param before exclusive
 */
export function periodsBefore({ since, until, months }: FilingPlan, before: Day): Period[] {
  const end = until !== undefined && until < before ? until : before;
  const periods: Period[] = [];
  for (let from = since; from < end; ) {
    const to = monthsAfter(from, months);
    periods.push({ from, to });
    from = to;
  }
  return periods;
}

/** The period of a plan that is exactly this one; undefined where it has none. */
export function isPeriodOf(plan: FilingPlan, { from, to }: Period): boolean {
  if (from < plan.since || (plan.until !== undefined && to > plan.until)) return false;
  return (
    monthsBetween(plan.since, from) % plan.months === 0 && from.endsWith('-01') && monthsAfter(from, plan.months) === to
  );
}

/** True for a day on which a period of the plan begins. */
export function isBoundary(plan: FilingPlan, day: Day): boolean {
  return isPeriodOf({ ...plan, until: '9999-12-31' }, { from: day, to: monthsAfter(day, plan.months) });
}

/** The first boundary after a day: where the period ends that it is in. */
export function nextBoundary({ since, months }: FilingPlan, day: Day): Day {
  if (day < since) return since;
  return monthsAfter(since, (Math.floor(monthsBetween(since, day) / months) + 1) * months);
}

/** The last day on which the books of a period are not late. */
export function dueBy({ graceDays }: FilingPlan, { to }: Period): Day {
  return dayOf(Date.parse(`${to}T00:00:00Z`) + (graceDays - 1) * DAY_MS);
}

export function statusAt(plan: FilingPlan, period: Period, now: Instant): UnfiledStatus {
  const today = dayOf(now);
  if (today < period.to) return 'RUNNING';
  return today <= dueBy(plan, period) ? 'DUE' : 'LATE';
}

/** The first of a month, some months after the first of another one. */
function monthsAfter(day: Day, months: number): Day {
  const month = monthOf(day) + months;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

function monthsBetween(from: Day, to: Day): number {
  return monthOf(to) - monthOf(from);
}

function monthOf(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}
