import { own } from './things.ts';

/** Where something stands in an answer. */
export type Path = readonly (string | number)[];

/** In paths of a plan, the step from a list to what is in it. */
const EACH = '@';

/**
 * All things at a path below some others, each once however often it stands there.
 *
 * @param isShared whether one thing may stand in several places.
 * @throws Error where the answer is of another form than the plan says.
 */
export function thingsAt(from: readonly unknown[], path: Path, isShared: boolean): readonly unknown[] {
  let level = from;
  for (const part of path) {
    const next: unknown[] = [];
    for (const value of level) {
      if (part === EACH) {
        if (!Array.isArray(value)) throw new Error(`A subgraph answered no list at ${path.join('.')}.`);
        for (const one of value as readonly unknown[]) if (one !== null && one !== undefined) next.push(one);
      } else {
        if (Array.isArray(value)) throw new Error(`A subgraph answered a list at ${path.join('.')}.`);
        const inner = own(value as object, `${part}`);
        if (inner !== null && inner !== undefined) next.push(inner);
      }
    }
    level = isShared && next.length > 1 ? [...new Set(next)] : next;
  }
  return level;
}

/** Each place of a path of a plan in an answer, with what stands there. */
export function eachPlace(root: unknown, path: Path, tell: (place: Path, value: object) => void): void {
  const walk = (value: unknown, depth: number, place: (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    const part = path[depth];
    if (Array.isArray(value)) {
      // A list within a list has a step of its own; a list that has none is gone through all the same.
      const next = part === EACH ? depth + 1 : depth;
      for (const [at, inner] of value.entries()) walk(inner, next, [...place, at]);
    } else if (part === undefined) tell(place, value);
    else if (part !== EACH) walk(own(value, `${part}`), depth + 1, [...place, part]);
  };
  walk(root, 0, []);
}

/** A path of a plan without what only plans know: `teams.@.lead` is `teams.lead`. */
export function withoutSteps(path: Path): Path {
  return path.filter((part) => part !== EACH && part !== '_entities');
}
