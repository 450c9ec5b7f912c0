import { isObject, own, type Thing } from './things.ts';

/** Where something stands in an answer. */
export type Path = readonly (string | number)[];

/** In paths of a plan, the step from a list to what is in it. */
const EACH = '@';

/**
 * All things at a path below some others, each once however often it stands there. What is of another kind than the plan
 * says is no thing: what shapes the answer tells of it.
 *
 * @param isShared whether one thing may stand in several places.
 */
export function thingsAt(from: readonly Thing[], path: Path, isShared: boolean): readonly Thing[] {
  let level: readonly unknown[] = from;
  for (const part of path) {
    const next: unknown[] = [];
    for (const value of level) {
      if (part !== EACH) {
        const inner = isObject(value) ? own(value, `${part}`) : undefined;
        if (inner !== null && inner !== undefined) next.push(inner);
      } else if (Array.isArray(value)) {
        for (const one of value as readonly unknown[]) if (one !== null && one !== undefined) next.push(one);
      }
    }
    level = isShared && next.length > 1 ? [...new Set(next)] : next;
  }
  return level.every(isObject) ? level : level.filter(isObject);
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
