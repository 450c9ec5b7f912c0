import { valueAt } from '../routing/argument-path.ts';
import { Malformed } from './malformed.ts';
import { isRecord } from './read-reply.ts';

/** What the router asked of a hub's page for its own use: each row's id and sort keys, and whether there is more. */
export interface HiddenRows {
  readonly places: readonly { readonly id: string; readonly keys: readonly unknown[] }[];
  /** Whether the hub has rows after these, and before them. */
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Not seen by JSON or by code that lists keys. */
const ROWS = Symbol('hidden rows');

const NONE: HiddenRows = { places: [], hasNext: false, hasPrevious: false };

/**
 * Notes on a hub's page what the router asked for itself, having compared it with the lists that the client asked for.
 * @throws {Malformed} if the lists differ in length, or hold more rows than may be.
 */
export function setRows(
  page: Record<string, unknown>,
  [nodes, pageInfo]: readonly unknown[],
  orderBy: readonly string[],
): void {
  if (!Array.isArray(nodes)) return;
  for (const list of Object.values(page)) {
    if (Array.isArray(list) && list.length !== nodes.length) throw new Malformed('The lists differ in length.');
  }
  const places = nodes.map((node: unknown) => {
    const id = isRecord(node) ? node['k0'] : undefined;
    if (typeof id !== 'string') throw new Malformed('A row has no id.');
    return {
      id,
      keys: orderBy.map((path, index) => valueAt(node, [`k${index + 1}`, ...path.split('.').slice(1)]) ?? null),
    };
  });
  const has = (name: string) => isRecord(pageInfo) && pageInfo[name] === true;
  const rows: HiddenRows = { places, hasNext: has('hasNextPage'), hasPrevious: has('hasPreviousPage') };
  Object.defineProperty(page, ROWS, { value: rows });
}

/** What {@link setRows} noted. */
export function rowsOf(page: unknown): HiddenRows {
  if (typeof page !== 'object' || page === null) return NONE;
  return (Reflect.get(page, ROWS) as HiddenRows | undefined) ?? NONE;
}
