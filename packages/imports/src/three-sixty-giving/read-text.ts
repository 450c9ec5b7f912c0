import { type Rejection, reject } from '@hubgraph/kernel';
import { isList, isObject, type JsonObject, pointer } from './json-node.ts';

/** A refusal and the place within the grant that it is about: `/recipientOrganization/0/name`. */
export type At<Code extends string> = Rejection<Code> & { readonly path: string };

/** Puts a place to a refusal. */
export function atPath<Code extends string>(path: string, rejection: Rejection<Code>): At<Code> {
  return { ...rejection, path };
}

type TextCode = 'field-has-the-wrong-type' | 'text-is-malformed';

/** Control characters other than tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** The text under a key as written; undefined if it is absent, null or blank. */
export function readText(object: JsonObject, key: string, path = ''): string | undefined | At<TextCode> {
  const value = object.get(key) ?? null;
  if (value === null) return undefined;
  const at = pointer(path, key);
  if (typeof value !== 'string') {
    return atPath(at, reject('field-has-the-wrong-type', `"${key}" is to be text.`));
  }
  if (!value.isWellFormed() || CONTROL.test(value)) {
    const message = `"${key}" has control characters or half a surrogate pair, which cannot be kept.`;
    return atPath(at, reject('text-is-malformed', message));
  }
  return value.trim() === '' ? undefined : value;
}

/** The objects in the list under a key; none if it is absent or null. */
export function readObjects(
  object: JsonObject,
  key: string,
  path = '',
): readonly JsonObject[] | At<'field-has-the-wrong-type'> {
  const value = object.get(key) ?? null;
  if (value === null) return [];
  const at = pointer(path, key);
  const message = `"${key}" is to be a list of objects.`;
  if (!isList(value)) return atPath(at, reject('field-has-the-wrong-type', message));
  const objects: JsonObject[] = [];
  for (const [index, item] of value.entries()) {
    if (!isObject(item)) return atPath(pointer(at, index), reject('field-has-the-wrong-type', message));
    objects.push(item);
  }
  return objects;
}
