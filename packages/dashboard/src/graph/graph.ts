import { type Positions, sha256 } from '@hubgraph/kernel';
import { formatPositions, positionsIn } from './following.ts';
import type { Operation } from './operation.ts';
import { markTexts } from './texts.ts';

/** What the graph said beside, or instead of, an answer. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  /** In UPPER_SNAKE, as `HUB_UNAVAILABLE`; docs/errors.md lists them. */
  readonly code: string;
  /** The node that the error is about. */
  readonly node?: string;
  /** Why, as a code in kebab-case: `timed-out`. */
  readonly reason?: string;
}

export interface GraphAnswer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphError[];
  /** After a mutation: how far the nodes' journals are. */
  readonly positions?: Positions;
}

/** The public graph, as any client sees it. */
export interface Graph {
  /**
   * @param tokens access tokens, each for another node; none asks as anybody.
   * @param after what the answer must not be older than.
   * @throws {GraphUnavailableError} where the graph did not answer, or not as a graph does.
   */
  ask<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    tokens?: readonly string[],
    after?: Positions,
  ): Promise<GraphAnswer<Data>>;
}

/** The gateway itself did not answer: nothing can be shown. */
export class GraphUnavailableError extends Error {
  readonly code = 'ERR_GRAPH_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GraphUnavailableError';
  }
}

/** One HTTP request: what the dashboard needs of the world outside. */
export type Send = (request: {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly sizeBytesMax: number;
}) => Promise<{ readonly status: number; readonly body: string }>;

const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

const ids = new WeakMap<object, string>();

/**
 * The name of a document: `sha256:` and 64 hexadecimal digits.
 * @see https://graphql.github.io/graphql-over-http/draft/ on persisted documents
 */
function idOf(operation: { readonly text: string }): string {
  const id = ids.get(operation) ?? `sha256:${sha256(operation.text)}`;
  ids.set(operation, id);
  return id;
}

/** The graph at this address, over HTTP; the address may be known only after the server listens. It asks by ids, for documents that the gateway was given with the page. */
export function graphAt(url: () => string, send: Send, timeoutMs: number): Graph {
  return {
    async ask<Data, Variables>(
      operation: Operation<Data, Variables>,
      variables: Variables,
      tokens: readonly string[] = [],
      after: Positions = new Map(),
    ) {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (tokens.length > 0) headers['hubgraph-tokens'] = tokens.join(', ');
      if (after.size > 0) headers['hub-after'] = formatPositions(after);
      let answer: Awaited<ReturnType<Send>>;
      try {
        answer = await send({
          url: url(),
          method: 'POST',
          headers,
          body: JSON.stringify({ documentId: idOf(operation), variables, operationName: operation.name }),
          timeoutMs,
          sizeBytesMax: ANSWER_BYTES_MAX,
        });
      } catch (cause) {
        throw new GraphUnavailableError('The graph did not answer.', { cause });
      }
      return readAnswer<Data>(answer.status, answer.body);
    },
  };
}

function readAnswer<Data>(status: number, body: string): GraphAnswer<Data> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new GraphUnavailableError(`The graph answered ${status}, and not in JSON.`, { cause });
  }
  const {
    data = null,
    errors = [],
    extensions,
  } = value as {
    data?: Data | null;
    errors?: unknown;
    extensions?: { readonly positions?: unknown } | null;
  };
  if (!Array.isArray(errors)) throw new GraphUnavailableError(`The graph answered ${status} without sense.`);
  const read = errors.map(readError);
  return { data: markTexts(data, read), errors: read, positions: positionsIn(extensions?.positions) };
}

interface RawError {
  readonly message?: unknown;
  readonly path?: GraphError['path'];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function readError({ message, path, extensions = {} }: RawError): GraphError {
  const text = (name: string): string | undefined =>
    typeof extensions[name] === 'string' ? (extensions[name] as string) : undefined;
  const node = text('hub') ?? text('node');
  const reason = text('reason');
  return {
    message: String(message ?? ''),
    code: text('code') ?? 'UNKNOWN',
    ...(path === undefined ? {} : { path }),
    ...(node === undefined ? {} : { node }),
    ...(reason === undefined ? {} : { reason }),
  };
}
