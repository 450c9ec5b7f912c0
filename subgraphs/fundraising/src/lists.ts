import type { Fund } from '@hubgraph/books';
import type { Reader, Value } from '@hubgraph/journal';
import { pageSize, placeAfter } from '@hubgraph/node';

/** Which rows of a projection a list has: a table whose rows have an `id`, and what its columns must be. */
export interface Listed {
  readonly table: 'campaign' | 'donation' | 'allocation' | 'disbursement';
  readonly where?: Readonly<Record<string, Value | undefined>>;
}

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** One page of entities in the order of their ids, in the form of a connection. */
export function page<S>(read: Reader, { table, where = {} }: Listed, { first, after }: PageArguments) {
  const size = pageSize(first);
  const wanted = Object.entries(where).flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  const conditions = wanted.map(({ column }) => ` AND ${column} = ?`).join('');
  const values = wanted.map(({ value }) => value);
  const found = read
    .rows(
      `SELECT id FROM ${table} WHERE id > ?${conditions} ORDER BY id LIMIT ?`,
      placeAfter(after),
      ...values,
      size + 1,
    )
    .map((row) => String(row['id']));
  const shown = found.slice(0, size);
  return {
    nodes: shown.flatMap((id) => read.entity<S>(table, id) ?? []),
    pageInfo: { hasNextPage: found.length > size, endCursor: shown.at(-1) ?? null },
    totalCount: () =>
      Number(read.row(`SELECT count(*) AS n FROM ${table} WHERE true${conditions}`, ...values)?.['n'] ?? 0),
  };
}

/** A fund of this node, for fields that refer to one. */
export function fundById(id: string | undefined, read: Reader): Fund | null {
  return id === undefined ? null : (read.entity<Fund>('fund', id) ?? null);
}
