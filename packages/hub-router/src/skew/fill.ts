import type { HubError } from '../answers/hub-errors.ts';
import { HIDDEN_TYPE } from '../plan/hidden.ts';
import type { PrunedField } from './prune.ts';

/** How many places one hub's answer may name where something is left out. */
const PLACES_MAX = 100;

/**
 * Puts null where a field was not asked for, and says at which places. Changes `data`, which is a hub's answer just
 * read from JSON.
 */
export function fillPruned(
  data: Readonly<Record<string, unknown>>,
  pruned: readonly PrunedField[],
): readonly HubError[] {
  const errors: HubError[] = [];
  for (const field of pruned) {
    const note = (path: readonly (string | number)[]) => {
      if (errors.length >= PLACES_MAX) return;
      const message = `The hub runs a version that does not know ${field.coordinate}.`;
      errors.push({ message, path, code: 'HUB_SCHEMA_SKEW', more: { field: field.coordinate } });
    };
    walk(data, field, 0, [], note);
  }
  return errors;
}

function walk(
  value: unknown,
  field: PrunedField,
  depth: number,
  path: readonly (string | number)[],
  note: (path: readonly (string | number)[]) => void,
): void {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) walk(one, field, depth, [...path, index], note);
    return;
  }
  const key = field.path[depth];
  if (typeof value !== 'object' || value === null || key === undefined) return;
  if (depth < field.path.length - 1) {
    if (Object.hasOwn(value, key)) walk(Reflect.get(value, key), field, depth + 1, [...path, key], note);
    return;
  }
  const type: unknown = Object.hasOwn(value, HIDDEN_TYPE) ? Reflect.get(value, HIDDEN_TYPE) : undefined;
  if (Object.hasOwn(value, key) || (type !== undefined && !field.types.has(String(type)))) return;
  Reflect.set(value, key, null);
  note([...path, key]);
}
