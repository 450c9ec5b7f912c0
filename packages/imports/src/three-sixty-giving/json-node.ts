/** A number as the file writes it (`115795635.69`, `1e3`): never a JavaScript number. */
export interface JsonNumber {
  readonly numberText: string;
}

/** A JSON object; a Map, so that no key of the file is taken for a property of JavaScript's. */
export type JsonObject = ReadonlyMap<string, JsonNode>;

/** A JSON value whose numbers are text. */
export type JsonNode = string | boolean | null | JsonNumber | readonly JsonNode[] | JsonObject;

export function isObject(node: JsonNode | undefined): node is JsonObject {
  return node instanceof Map;
}

export function isList(node: JsonNode | undefined): node is readonly JsonNode[] {
  return Array.isArray(node);
}

export function isNumber(node: JsonNode | undefined): node is JsonNumber {
  return typeof node === 'object' && node !== null && 'numberText' in node;
}

/** One step more in a JSON pointer. @see RFC 6901 */
export function pointer(path: string, step: string | number): string {
  return `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
