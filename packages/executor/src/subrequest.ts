import { jsonOf, quoted } from './json-text.ts';

/** What is asked of a subgraph. */
export interface Subrequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** All of it as the body of a request over HTTP: JSON. */
  readonly body: string;
}

/** What a subgraph answered, or what is to be taken for its answer. */
export interface Subanswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
}

/** An error as a subgraph tells it. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Whom to ask for what a subgraph owns. */
export interface Source<Context> {
  /** Equal representations are sent once. An error belongs into the answer; what is thrown has no place in the data. */
  process(options: { readonly request: Subrequest; readonly context: Context }): Promise<Subanswer>;
}

/** Makes requests of one fetch of a plan: their texts are all but written. */
export class SubrequestMaker {
  readonly #query: string;
  readonly #operationName: string | undefined;
  readonly #start: string;
  readonly #end: string;

  constructor(query: string, operationName: string | undefined) {
    this.#query = query;
    this.#operationName = operationName;
    this.#start = `{"query":${quoted(query)},"variables":{`;
    this.#end = operationName === undefined ? '}}' : `},"operationName":${quoted(operationName)}}`;
  }

  /** @param representations each as JSON; undefined where the fetch is about no things. */
  make(variables: Readonly<Record<string, unknown>>, representations: readonly string[] | undefined): Subrequest {
    const written: string[] = [];
    for (const name in variables) {
      const value = variables[name];
      if (value !== undefined) written.push(`${quoted(name)}:${jsonOf(value)}`);
    }
    const list = representations === undefined ? undefined : `[${representations.join()}]`;
    if (list !== undefined) written.push(`"representations":${list}`);
    const body = this.#start + written.join() + this.#end;
    return new Made(this.#query, this.#operationName, variables, list, body);
  }
}

/** Whoever sends the body has no use for things; whoever has gets them when they are asked for. */
class Made implements Subrequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly body: string;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #representations: string | undefined;

  constructor(
    query: string,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
    representations: string | undefined,
    body: string,
  ) {
    this.query = query;
    this.operationName = operationName;
    this.body = body;
    this.#variables = variables;
    this.#representations = representations;
  }

  get variables(): Readonly<Record<string, unknown>> {
    if (this.#representations === undefined) return this.#variables;
    return { ...this.#variables, representations: JSON.parse(this.#representations) as unknown };
  }
}
