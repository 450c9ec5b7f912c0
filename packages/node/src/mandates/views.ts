import type { Projection, Reader } from '@hubgraph/journal';
import { type Day, dayOf, type Id, type Instant } from '@hubgraph/kernel';
import type { MandateEvent, MandateState } from './domain.ts';

/**
 * Mandates by day, office and holder. `until_day` is the first day not in office: the end of the term, or the day on
 * which it was ended; before `from_day` where it never began.
 */
export const mandateList: Projection = {
  name: 'mandates',
  version: 1,
  schema: [
    `CREATE TABLE mandate (id TEXT PRIMARY KEY, person TEXT NOT NULL, office TEXT NOT NULL, from_day TEXT NOT NULL,
      until_day TEXT NOT NULL, status TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX mandate_first_day ON mandate (from_day, id)',
    'CREATE INDEX mandate_person ON mandate (person, office)',
    'CREATE INDEX mandate_status ON mandate (status, from_day)',
  ],
  fold({ event, at }, views) {
    const happened = event as MandateEvent;
    switch (happened.type) {
      case 'SeatedInOffice': {
        const { mandate, person, office, from, to } = happened;
        views.run("INSERT INTO mandate VALUES (?, ?, ?, ?, ?, 'SEATED')", mandate, person, office, from, to);
        break;
      }
      case 'MandateBegun':
        views.run("UPDATE mandate SET status = 'BEGUN' WHERE id = ?", happened.mandate);
        break;
      case 'MandateExpired':
        views.run("UPDATE mandate SET status = 'EXPIRED' WHERE id = ?", happened.mandate);
        break;
      case 'MandateEnded':
        views.run(
          "UPDATE mandate SET status = 'ENDED', until_day = min(until_day, ?) WHERE id = ?",
          dayOf(at),
          happened.mandate,
        );
        break;
    }
  },
};

export function mandateOf(read: Reader, id: Id): MandateState | undefined {
  return read.entity<MandateState>('mandate', id);
}

/** A mandate that has the person in the office on the day, other than `except`. */
export function mandateInOffice(read: Reader, person: Id, office: string, day: Day, except = ''): Id | undefined {
  const row = read.row(
    'SELECT id FROM mandate WHERE person = ? AND office = ? AND from_day <= ? AND until_day > ? AND id <> ? ORDER BY id LIMIT 1',
    person,
    office,
    day,
    day,
    except,
  );
  return row === undefined ? undefined : String(row['id']);
}

/** A mandate of the person in the office that has a day in common with this period. */
export function overlapping(read: Reader, person: Id, office: string, from: Day, to: Day): Id | undefined {
  const row = read.row(
    `SELECT id FROM mandate WHERE person = ? AND office = ? AND from_day < until_day AND from_day < ? AND until_day > ?
      ORDER BY id LIMIT 1`,
    person,
    office,
    to,
    from,
  );
  return row === undefined ? undefined : String(row['id']);
}

/** What the calendar asks for: mandates to begin, then those to expire, so that who follows themselves has no gap. */
export function mandatesDue(read: Reader, now: Instant): { readonly begin: Id[]; readonly expire: Id[] } {
  const today = dayOf(now);
  const ids = (rows: ReturnType<Reader['rows']>): Id[] => rows.map((row) => String(row['id']));
  return {
    begin: ids(
      read.rows(
        "SELECT id FROM mandate WHERE status = 'SEATED' AND from_day <= ? AND until_day > ? ORDER BY id",
        today,
        today,
      ),
    ),
    expire: ids(
      read.rows("SELECT id FROM mandate WHERE status IN ('SEATED', 'BEGUN') AND until_day <= ? ORDER BY id", today),
    ),
  };
}

/** Which mandates a list has; undefined is any. */
export interface MandateFilter {
  readonly inOfficeOn: Day | undefined;
  readonly office: string | undefined;
  readonly holder: Id | undefined;
}

const FILTER = `(?1 IS NULL OR (from_day <= ?1 AND until_day > ?1)) AND (?2 IS NULL OR office = ?2)
  AND (?3 IS NULL OR person = ?3)`;

/** Those that began last come first; of one day those that were entered last. */
export function mandatesBefore(
  read: Reader,
  filter: MandateFilter,
  before: { readonly from: Day; readonly id: Id } | undefined,
  limit: number,
): MandateState[] {
  return read
    .rows(
      `SELECT id FROM mandate WHERE ${FILTER} AND (?4 IS NULL OR (from_day, id) < (?4, ?5))
        ORDER BY from_day DESC, id DESC LIMIT ?6`,
      ...valuesOf(filter),
      before?.from ?? null,
      before?.id ?? null,
      limit,
    )
    .flatMap((row) => mandateOf(read, String(row['id'])) ?? []);
}

export function mandateCount(read: Reader, filter: MandateFilter): number {
  return Number(read.row(`SELECT count(*) AS n FROM mandate WHERE ${FILTER}`, ...valuesOf(filter))?.['n'] ?? 0);
}

function valuesOf({ inOfficeOn, office, holder }: MandateFilter): (string | null)[] {
  return [inOfficeOn ?? null, office ?? null, holder ?? null];
}
