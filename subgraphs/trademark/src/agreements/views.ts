import type { Projection, Reader } from '@hubgraph/journal';
import type { Day, Id, Slug } from '@hubgraph/kernel';
import { type AgreementEvent, type AgreementState, type AgreementStatus, holdsOn } from './domain.ts';

/** Agreements by hub, period and status, for lists and for the rule that they don't overlap. */
export const agreementList: Projection = {
  name: 'agreements',
  version: 1,
  schema: [
    `CREATE TABLE agreement (id TEXT PRIMARY KEY, hub TEXT NOT NULL, status TEXT NOT NULL, valid_from TEXT NOT NULL,
      valid_to TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX agreement_hub ON agreement (hub, id)',
  ],
  fold({ event }, views) {
    const happened = event as AgreementEvent;
    switch (happened.type) {
      case 'AgreementOffered': {
        const { agreement, hub, validFrom, validTo } = happened;
        views.run("INSERT INTO agreement VALUES (?, ?, 'OFFERED', ?, ?)", agreement, hub, validFrom, validTo);
        break;
      }
      case 'AgreementSigned':
        views.run("UPDATE agreement SET status = 'IN_FORCE' WHERE id = ?", happened.agreement);
        break;
      case 'AgreementEnded':
        views.run("UPDATE agreement SET status = 'ENDED' WHERE id = ?", happened.agreement);
        break;
    }
  },
};

export interface AgreementFilter {
  readonly hub: Slug | undefined;
  readonly status: AgreementStatus | undefined;
  /** The day by which the status is told. */
  readonly today: Day;
}

const FILTER = `(?1 IS NULL OR hub = ?1)
  AND (?2 IS NULL OR ?2 = CASE WHEN status <> 'ENDED' AND valid_to <= ?3 THEN 'EXPIRED' ELSE status END)`;

export function agreementsAfter(read: Reader, filter: AgreementFilter, after: string, limit: number): AgreementState[] {
  return read
    .rows(
      `SELECT id FROM agreement WHERE ${FILTER} AND id > ?4 ORDER BY id LIMIT ?5`,
      ...filterValues(filter),
      after,
      limit,
    )
    .flatMap((row) => agreementOf(read, String(row['id'])) ?? []);
}

export function agreementCount(read: Reader, filter: AgreementFilter): number {
  return Number(read.row(`SELECT count(*) AS n FROM agreement WHERE ${FILTER}`, ...filterValues(filter))?.['n'] ?? 0);
}

function filterValues({ hub, status, today }: AgreementFilter): (string | null)[] {
  return [hub ?? null, status ?? null, today];
}

export function agreementOf(read: Reader, id: Id): AgreementState | undefined {
  return read.entity<AgreementState>('agreement', id);
}

/** An agreement with the hub that was not ended and has a day in common with this period. */
export function overlapping(read: Reader, hub: Slug, validFrom: Day, validTo: Day): Id | undefined {
  const row = read.row(
    "SELECT id FROM agreement WHERE hub = ? AND status <> 'ENDED' AND valid_from < ? AND valid_to > ? ORDER BY id LIMIT 1",
    hub,
    validTo,
    validFrom,
  );
  return row === undefined ? undefined : String(row['id']);
}

/** The hub's agreement that holds on the day; without one the newest. */
export function agreementWith(read: Reader, hub: Slug, day: Day): AgreementState | undefined {
  const ids = read.rows('SELECT id FROM agreement WHERE hub = ? ORDER BY id DESC', hub);
  const found = ids.flatMap((row) => agreementOf(read, String(row['id'])) ?? []);
  return found.find((one) => holdsOn(day, one)) ?? found[0];
}

/** The hubs that have an agreement, offered or in force, that is not over. */
export function hubsWithAgreement(read: Reader, day: Day): ReadonlySet<Slug> {
  const rows = read.rows("SELECT DISTINCT hub FROM agreement WHERE status <> 'ENDED' AND valid_to > ?", day);
  return new Set(rows.map((row) => String(row['hub'])));
}

/** The first day on which none of the hub's agreements holds any more; undefined where it has none. */
export function endOfAgreements(read: Reader, hub: Slug): Day | undefined {
  const last = read.row("SELECT max(valid_to) AS day FROM agreement WHERE hub = ? AND status <> 'ENDED'", hub)?.['day'];
  return last === null || last === undefined ? undefined : String(last);
}
