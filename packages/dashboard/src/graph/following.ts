import { type Positions, readPositions } from '@hubgraph/kernel';
import type { Graph } from './graph.ts';

/** Of how many nodes the position is sent on: whoever acts does so at two or three. */
export const FOLLOWED_MAX = 8;

/** A graph of which one reads what one wrote, whichever of a node's replicas answers. */
export interface Following {
  readonly graph: Graph;
  /** How far the nodes' journals were after what was done: what was known before, and what was learnt since. */
  positions(): Positions;
  /** True if something was learnt since. */
  isFurther(): boolean;
}

/**
 * Sends the positions that are known along with each question, and takes those that mutations are answered with.
 * @param seen from an earlier request of the same person
 */
export function following(graph: Graph, seen: Positions): Following {
  // What was learnt last stands last.
  const known = new Map(seen);
  let isFurther = false;
  return {
    positions: () => new Map([...known].slice(-FOLLOWED_MAX)),
    isFurther: () => isFurther,
    graph: {
      async ask(operation, variables, tokens) {
        const answer = await graph.ask(operation, variables, tokens, new Map([...known].slice(-FOLLOWED_MAX)));
        for (const [node, seq] of answer.positions ?? []) {
          if (seq <= (known.get(node) ?? -1)) continue;
          known.delete(node);
          known.set(node, seq);
          isFurther = true;
        }
        return answer;
      },
    },
  };
}

/** `cee=1234, council=17`, as the header `hub-after` has it. */
export function formatPositions(positions: Positions): string {
  return [...positions].map(([node, seq]) => `${node}=${seq}`).join(', ');
}

/** Positions as a cookie or `extensions.positions` has them; what is none of ours tells of no node. */
export function positionsIn(value: unknown): Positions {
  if (typeof value === 'string') return value === '' ? new Map() : (readPositions(value) ?? new Map());
  if (typeof value !== 'object' || value === null) return new Map();
  return positionsIn(formatPositions(new Map(Object.entries(value))));
}
