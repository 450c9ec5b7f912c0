import { HubgraphError, sha256, type World } from '@hubgraph/kernel';

/** Why a request was not taken for the document that it names, or because it names none. */
export interface DocumentRefusal {
  readonly code: 'BAD_REQUEST' | 'DOCUMENT_NOT_FOUND' | 'DOCUMENT_NOT_TRUSTED';
  readonly message: string;
}

/** What of an HTTP request says what is to be run. */
interface Asking {
  readonly method: string;
  readonly raw: { url?: string | undefined };
  readonly query: unknown;
  body: unknown;
}

/** A document, and what the operator calls it. */
interface Named {
  readonly name?: string;
  readonly text: string;
}

type Params = Readonly<Record<string, unknown>>;

/** Names that are no digest: the operator's own, as tools write them into manifests. */
const OWN_NAME = /^(x-[\w.~-]+:)?[\w.~-]+$/;

/**
 * The documents that a gateway was given before its first request, so that nobody adds one by asking. Each has the name
 * `sha256:` and its text's digest in hexadecimal digits, and may have one of the operator's own.
 * @see https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 */
export class TrustedDocuments {
  readonly #texts = new Map<string, string>();
  readonly #isOnly: boolean;

  /** @param isOnly whether nothing but these is run. */
  constructor(given: readonly Named[], isOnly: boolean) {
    this.#isOnly = isOnly;
    for (const { text, name = documentIdOf(text) } of given) this.#texts.set(name, text).set(documentIdOf(text), text);
  }

  /** Puts the text where its name was, as if the client had sent it; a refusal where nothing is to be run. */
  admit(asking: Asking): DocumentRefusal | undefined {
    if (asking.method === 'POST') {
      const body = isParams(asking.body) ? asking.body : {};
      const found = this.#textFor(body);
      if (typeof found === 'object') return found;
      if (found !== undefined) asking.body = { query: found, ...pick(body) };
    } else if (asking.method === 'GET') {
      const search = isParams(asking.query) ? asking.query : {};
      const found = this.#textFor(search);
      if (typeof found === 'object') return found;
      const texts = { query: found ?? '', ...pick(search) } as Record<string, string>;
      if (found !== undefined) asking.raw.url = `/graphql?${new URLSearchParams(texts)}`;
    }
    return undefined;
  }

  /** Undefined where the request is to be taken as it came. */
  #textFor({ documentId, query }: Params): string | DocumentRefusal | undefined {
    if (documentId === undefined) {
      if (!this.#isOnly) return undefined;
      if (typeof query === 'string' && this.#texts.has(documentIdOf(query))) return query;
      return {
        code: 'DOCUMENT_NOT_TRUSTED',
        message: 'This gateway runs only documents that it was given. Ask for one of them by its documentId.',
      };
    }
    if (typeof documentId !== 'string' || query !== undefined) {
      return { code: 'BAD_REQUEST', message: 'A documentId is a text, and stands in the place of a query.' };
    }
    return (
      this.#texts.get(documentId) ?? {
        code: 'DOCUMENT_NOT_FOUND',
        message: 'This gateway was given no document of this name.',
      }
    );
  }
}

/**
 * Reads a manifest of documents: a JSON object of names and texts.
 * @throws {HubgraphError} `ERR_DOCUMENTS_UNREADABLE` where it is none, or a digest is not that of its text.
 */
export function readDocuments(world: World, path: string): readonly Named[] {
  const unreadable = (why: string, cause?: unknown) =>
    new HubgraphError('ERR_DOCUMENTS_UNREADABLE', `${path} is no manifest of documents: ${why}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(world.disk.read(path)).toString('utf8'));
  } catch (cause) {
    throw unreadable('it cannot be read as JSON.', cause);
  }
  if (!isParams(value)) throw unreadable('it is to be an object of names and texts.');
  return Object.entries(value).map(([name, text]) => {
    if (typeof text !== 'string') throw unreadable(`${name} is no text.`);
    if (name !== documentIdOf(text) && !OWN_NAME.test(name)) throw unreadable(`${name} is not the name of its text.`);
    return { name, text };
  });
}

function documentIdOf(text: string): string {
  return `sha256:${sha256(text)}`;
}

function pick({ operationName, variables }: Params): Params {
  return {
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables }),
  };
}

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
