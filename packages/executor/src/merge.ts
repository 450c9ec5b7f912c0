import { isObject, own, type Thing } from './things.ts';

/**
 * Adds to one thing what another subgraph says of it. Lists of one length are merged place by place; anything else that
 * is said again takes the place of what was said before.
 */
export function merge(target: Thing, source: Thing): void {
  for (const key in source) {
    const said = source[key];
    if (said === undefined) continue;
    const before = own(target, key);
    if (before === said) continue;
    if (isObject(before) && isObject(said)) merge(before, said);
    else if (Array.isArray(before) && Array.isArray(said) && before.length === said.length) mergeLists(before, said);
    else put(target, key, said);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (let at = 0; at < source.length; at += 1) {
    const [before, said] = [target[at], source[at]];
    if (isObject(before) && isObject(said)) merge(before, said);
    else target[at] = said;
  }
}

/** Sets a key so that no name, `__proto__` least of all, means anything but a key. */
export function put(target: Thing, key: string, value: unknown): void {
  if (key in target && !Object.hasOwn(target, key)) {
    Object.defineProperty(target, key, { configurable: true, enumerable: true, writable: true, value });
  } else target[key] = value;
}
