type Variables = Readonly<Record<string, unknown>> | undefined;

/** A fetch whose equal representations are sent once, and the way back to their places. */
export interface UniqueRepresentations {
  readonly variables: Variables;
  /** For each place that the engine asked for, the place in what was sent; undefined where nothing was left out. */
  readonly places: readonly number[] | undefined;
}

/** Leaves out representations that were there before: the engine sends a thing as often as it stands in the answer. */
export function uniqueRepresentations(variables: Variables): UniqueRepresentations {
  const all = variables?.['representations'];
  if (!Array.isArray(all) || all.length < 2) return { variables, places: undefined };
  const unique: unknown[] = [];
  const known = new Map<string, number>();
  const places = (all as unknown[]).map((one) => {
    const text = JSON.stringify(one);
    const before = known.get(text);
    if (before !== undefined) return before;
    known.set(text, unique.length);
    return unique.push(one) - 1;
  });
  if (unique.length === all.length) return { variables, places: undefined };
  return { variables: { ...variables, representations: unique }, places };
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
