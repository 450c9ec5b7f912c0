import type { Reader, Value } from '@hubgraph/journal';
import { pageSize, placeAfter } from './values.ts';

/** Which entities a list has: the rows of a table of ids whose columns are what `where` says; undefined is anything. */
export interface Listed {
  /** The kind of the entities. */
  readonly kind: string;
  /** The table with their ids, in whose order they are listed; the kind's name if absent. */
  readonly table?: string;
  readonly where?: Readonly<Record<string, Value | undefined>>;
  /** What an id looks like here, where it is not `<home>:<kind>:<ulid>`. */
  readonly isPlace?: (text: string) => boolean;
  /** The newest first, where ids are in the order of age; the oldest otherwise. */
  readonly isNewestFirst?: boolean;
  /** A column of the table in whose order they are listed, and then by id; by id alone if absent. */
  readonly by?: string;
}

/** The arguments of every connection. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * One page of entities in the form of a connection; `totalCount` is counted only if it is asked for.
 * @throws {GraphQLError} `BAD_USER_INPUT` for a page that is too large or a place that is none.
 */
export function entityPage<S>(read: Reader, listed: Listed, { first, after }: PageArguments) {
  const { kind, table = kind, where = {}, isPlace, isNewestFirst = false, by } = listed;
  const size = pageSize(first);
  const wanted = Object.entries(where).flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  const conditions = wanted.map(({ column }) => ` AND ${column} = ?`).join('');
  const values = wanted.map(({ value }) => value);
  const [isBeyond, direction] = isNewestFirst ? ['<', ' DESC'] : ['>', ''];
  const columns = by === undefined ? ['id'] : [by, 'id'];
  const order = columns.map((column) => `${column}${direction}`).join(', ');
  const place = placeAfter(after, isPlace);
  const last = by === undefined ? '?' : `(SELECT ${by}, id FROM ${table} WHERE id = ?)`;
  const beyond = place === '' ? 'true' : `(${columns.join(', ')}) ${isBeyond} ${last}`;
  const found = read
    .rows(
      `SELECT id FROM ${table} WHERE ${beyond}${conditions} ORDER BY ${order} LIMIT ?`,
      ...(place === '' ? [] : [place]),
      ...values,
      size + 1,
    )
    .map((row) => String(row['id']));
  const shown = found.slice(0, size);
  return {
    nodes: shown.flatMap((id) => read.entity<S>(kind, id) ?? []),
    pageInfo: { hasNextPage: found.length > size, endCursor: shown.at(-1) ?? null },
    totalCount: () =>
      Number(read.row(`SELECT count(*) AS n FROM ${table} WHERE true${conditions}`, ...values)?.['n'] ?? 0),
  };
}
