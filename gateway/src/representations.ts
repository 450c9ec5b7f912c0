/** What is asked of a node. */
interface Asked {
  readonly query?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** A body in which equal representations stand once, and the way back to their places. */
export interface Body {
  /** JSON, as GraphQL over HTTP has it. */
  readonly text: string;
  /** For each place that the engine asked for, the place in what is sent; undefined where nothing was left out. */
  readonly places: readonly number[] | undefined;
}

const TEXTS_MAX = 1_000;

/** Plans send the same few texts again and again. */
const texts = new Map<string, string>();

function textOf(query: string): string {
  const known = texts.get(query);
  if (known !== undefined) return known;
  if (texts.size >= TEXTS_MAX) texts.clear();
  const text = JSON.stringify(query);
  texts.set(query, text);
  return text;
}

/**
 * Writes a body. Representations that were there before are left out: the engine sends a thing as often as it stands in
 * the answer. The text by which they are compared is the text that is sent.
 */
export function bodyOf({ query = '', variables, operationName }: Asked): Body {
  const parts = [`"query":${textOf(query)}`];
  let places: readonly number[] | undefined;
  if (variables !== undefined) {
    const written: string[] = [];
    for (const [name, value] of Object.entries(variables)) {
      let text: string | undefined;
      if (name === 'representations' && Array.isArray(value)) {
        const unique = uniqueTexts(value);
        text = `[${unique.texts.join()}]`;
        ({ places } = unique);
      } else text = JSON.stringify(value);
      if (text !== undefined) written.push(`${JSON.stringify(name)}:${text}`);
    }
    parts.push(`"variables":{${written.join()}}`);
  }
  if (operationName !== undefined) parts.push(`"operationName":${JSON.stringify(operationName)}`);
  return { text: `{${parts.join()}}`, places };
}

function uniqueTexts(all: readonly unknown[]): { readonly texts: readonly string[]; readonly places: Body['places'] } {
  const known = new Map<string, number>();
  const places = all.map((one) => {
    const text = JSON.stringify(one);
    const before = known.get(text);
    if (before !== undefined) return before;
    known.set(text, known.size);
    return known.size - 1;
  });
  return { texts: [...known.keys()], places: known.size === all.length ? undefined : places };
}

interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/** Puts each entity, and each error about one, in all places that asked for it. A list of another length is left so, for the engine to refuse. */
export function inAllPlaces<Answer extends Answered>(answer: Answer, places: readonly number[] | undefined): Answer {
  if (places === undefined) return answer;
  const { data, errors } = answer;
  const key = Object.keys(data ?? {}).find((name) => Array.isArray(data?.[name]));
  const entities: unknown = key === undefined ? undefined : data?.[key];
  const isWhole = Array.isArray(entities) && entities.length === places.reduce((most, at) => Math.max(most, at + 1), 0);
  const spread = errors?.flatMap((error) => {
    const [root, at, ...rest] = error.path ?? [];
    if (root === undefined || typeof at !== 'number') return [error];
    return places.flatMap((from, to) => (from === at ? [{ ...error, path: [root, to, ...rest] }] : []));
  });
  return {
    ...answer,
    ...(key === undefined || !isWhole
      ? {}
      : { data: { ...data, [key]: places.map((from) => (entities as unknown[])[from]) } }),
    ...(spread === undefined ? {} : { errors: spread }),
  };
}
