import type { GraphError } from '../../graph/graph.ts';

const SILENT: ReadonlySet<string> = new Set(['HUB_UNAVAILABLE', 'NODE_UNAVAILABLE']);
const NOWHERE: ReadonlySet<string> = new Set(['ID_MALFORMED', 'UNKNOWN_HUB', 'BAD_USER_INPUT']);

/** Which nodes did not answer, and why: by their slugs. */
export type Gaps = ReadonlyMap<string, string>;

/** Reads from the errors which nodes are missing. */
export function gapsOf(errors: readonly GraphError[]): Gaps {
  const gaps = new Map<string, string>();
  for (const { code, node, reason } of errors) {
    if (SILENT.has(code) && node !== undefined && !gaps.has(node)) gaps.set(node, reason ?? 'no-data');
  }
  return gaps;
}

/** True where the graph says that there is no such thing, rather than that nobody could be asked. */
export function isNowhere(errors: readonly GraphError[]): boolean {
  return errors.every(({ code }) => NOWHERE.has(code));
}

/** Why a field could not be computed by the node that has it, in its own words; undefined where it could. */
export function refusalAt(errors: readonly GraphError[], field: string): string | undefined {
  return errors.find(({ code, path }) => path?.at(-1) === field && !SILENT.has(code))?.message;
}
