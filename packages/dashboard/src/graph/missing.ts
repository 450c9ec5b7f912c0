import type { GraphError } from './graph.ts';
import { TEXT_DIFFERS } from './texts.ts';

/** A node that gave no answer to what it was asked. */
export interface MissingNode {
  readonly node: string;
  readonly reason: string;
}

/** A replica that has not read yet what this person did: what it has is not shown as if it were all. */
const BEHIND = 'HUB_BEHIND';
const MISSING: ReadonlySet<string> = new Set(['HUB_UNAVAILABLE', 'NODE_UNAVAILABLE', BEHIND]);
const ABSENT: ReadonlySet<string> = new Set(['ID_MALFORMED', 'UNKNOWN_HUB', 'BAD_USER_INPUT']);

/** The nodes of which errors say that they did not answer, each once. */
export function missingNodes(errors: readonly GraphError[]): readonly MissingNode[] {
  const found = new Map<string, string>();
  for (const { code, node, reason } of errors) {
    if (MISSING.has(code) && node !== undefined && !found.has(node))
      found.set(node, reason ?? (code === BEHIND ? 'behind' : 'no-data'));
  }
  return [...found].map(([node, reason]) => ({ node, reason }));
}

/** Why this node did not answer; undefined if it did. */
export function reasonOf(missing: readonly MissingNode[], node: string): string | undefined {
  return missing.find((one) => one.node === node)?.reason;
}

/** True where an argument was none, as the cursor of a page that there is not: the address is at fault, not a node. */
export function isBadAddress(errors: readonly GraphError[]): boolean {
  return errors.some(({ code }) => code === 'BAD_USER_INPUT' || code === 'ID_MALFORMED');
}

/**
 * Lets errors pass that a page shows: nodes that are missing, ids that nobody has, texts that were altered.
 * @throws {Error} for any other, which is a mistake in the page or the graph.
 */
export function assertShown(errors: readonly GraphError[]): void {
  const other = errors.find(({ code }) => !MISSING.has(code) && !ABSENT.has(code) && code !== TEXT_DIFFERS);
  if (other !== undefined) throw new Error(`The graph answered ${other.code}: ${other.message}`);
}
