import type { GraphError } from './graph.ts';

/**
 * The error of a text that is not the one that its node's journal knows: it was damaged or altered. On the page it stands
 * in the place of the text too, since null is what was erased: components show it as a sentence; where there is none to do
 * so, in a title or a file, it stands for itself.
 */
export const TEXT_DIFFERS = 'ERR_TEXT_DIFFERS';

/** An answer with {@link TEXT_DIFFERS} wherever an error says that a text differs, and nothing stands. */
export function markTexts<Data>(data: Data, errors: readonly GraphError[]): Data {
  for (const { code, path = [] } of errors) {
    const field = path.at(-1);
    if (code !== TEXT_DIFFERS || typeof field !== 'string') continue;
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), data);
    if (isObject(parent) && Object.hasOwn(parent, field) && parent[field] === null) parent[field] = TEXT_DIFFERS;
  }
  return data;
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
