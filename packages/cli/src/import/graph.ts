import { readFileSync } from 'node:fs';
import { HubgraphError, type World } from '@hubgraph/kernel';
import { UsageError } from '../say.ts';

const TIMEOUT_MS = 120_000;
const ANSWER_BYTES_MAX = 1_048_576;
const RENEW_BEFORE_MS = 30_000;

interface Person {
  readonly id: string;
  readonly node: string;
  readonly name: string | null;
  readonly roles: readonly string[];
}

export interface GraphOptions {
  readonly url: string;
  readonly hub: string;
  readonly as?: string;
  readonly tokenFile?: string;
}

/** A command was understood by the hub and refused. */
export class GraphRefusal extends HubgraphError {
  /** As `import-is-complete`; docs/errors.md lists them. */
  readonly refusal: string;

  constructor(refusal: string, message: string) {
    super('ERR_GRAPH_REFUSED', `${message} [${refusal}]`);
    this.refusal = refusal;
  }
}

/** The graph, as a treasurer of one hub. */
export class Graph {
  readonly #world: World;
  readonly #options: GraphOptions;
  readonly #given: string | undefined;
  #signedIn: { readonly token: string; readonly expiresAt: number } | undefined;

  constructor(world: World, options: GraphOptions, environmentToken: string | undefined) {
    this.#world = world;
    this.#options = options;
    this.#given = options.tokenFile === undefined ? environmentToken : readFileSync(options.tokenFile, 'utf8').trim();
  }

  /**
   * Gives a mutation of one field; `type` is what it answers with.
   * @throws {HubgraphError} `ERR_GRAPH_REFUSED` (as a {@link GraphRefusal} where it is typed), `ERR_GRAPH_UNREACHABLE`.
   */
  async mutate<T>(
    field: string,
    inputType: string,
    input: Readonly<Record<string, unknown>>,
    selection: string,
    type = 'Import',
  ): Promise<T> {
    const query = `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename ... on ${type} { ${selection} } ... on Refused { code message } } }`;
    const { data, errors } = await this.#post(query, { input });
    const result = data?.[field] as ({ __typename: string; code?: string; message?: string } & T) | null | undefined;
    if (result?.__typename === 'Refused') throw new GraphRefusal(result.code ?? '', result.message ?? '');
    if (result === null || result === undefined) {
      const said = errors?.map((error) => error.message).join(' ') ?? 'The graph gave no answer.';
      throw new HubgraphError('ERR_GRAPH_REFUSED', said);
    }
    return result;
  }

  /**
   * Asks for what anybody may see.
   * @throws {HubgraphError} `ERR_GRAPH_REFUSED`, `ERR_GRAPH_UNREACHABLE`.
   */
  async query<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
    const { data, errors } = await this.#post(query, variables);
    if (data !== null && data !== undefined && errors === undefined) return data as T;
    const said = errors?.map((error) => error.message).join(' ') ?? 'The graph gave no answer.';
    throw new HubgraphError('ERR_GRAPH_REFUSED', said);
  }

  async #post(
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<{ data?: Record<string, unknown> | null; errors?: readonly { message: string }[] }> {
    const answer = await this.#request(this.#options.url, JSON.stringify({ query, variables }), {
      authorization: `Bearer ${await this.#token()}`,
    });
    try {
      return JSON.parse(answer) as { data?: Record<string, unknown>; errors?: { message: string }[] };
    } catch (cause) {
      throw new HubgraphError(
        'ERR_GRAPH_UNREACHABLE',
        `${this.#options.url} is not a graph: it answered something else.`,
        { cause },
      );
    }
  }

  async #token(): Promise<string> {
    if (this.#given) return this.#given;
    const now = this.#world.clock.now();
    if (this.#signedIn !== undefined && this.#signedIn.expiresAt - RENEW_BEFORE_MS > now) return this.#signedIn.token;
    const base = new URL('/', this.#options.url).href;
    const people = JSON.parse(await this.#request(`${base}demo/people`)) as Person[] | { errors?: unknown };
    const person = Array.isArray(people) ? people.find((one) => this.#isWanted(one)) : undefined;
    if (person === undefined) {
      throw new UsageError(
        `Nobody at ${this.#options.hub} could be signed in as a treasurer. Is this the hub's slug, and does its node run? Outside a ` +
          'demonstration give a token: --token-file FILE, or the variable HUBGRAPH_TOKEN.',
      );
    }
    const body = JSON.stringify({ node: person.node, person: person.id, session: false });
    const { token, expiresInMs } = JSON.parse(await this.#request(`${base}demo/sign-in`, body)) as {
      token: string;
      expiresInMs: number;
    };
    this.#signedIn = { token, expiresAt: now + expiresInMs };
    return token;
  }

  #isWanted(person: Person): boolean {
    const { hub, as } = this.#options;
    return person.node === hub && (as === undefined ? person.roles.includes('treasurer') : person.name === as);
  }

  async #request(url: string, body?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    try {
      const answer = await this.#world.network.request({
        url,
        method: body === undefined ? 'GET' : 'POST',
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json', ...headers } }),
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: ANSWER_BYTES_MAX,
      });
      if (answer.status === 404 && body !== undefined && url === this.#options.url) {
        throw new HubgraphError('ERR_GRAPH_UNREACHABLE', `There is no graph at ${url}; its address ends in /graphql.`);
      }
      return answer.status === 404 ? '{}' : answer.body;
    } catch (cause) {
      if (!(cause instanceof HubgraphError)) throw cause;
      throw new HubgraphError(
        'ERR_GRAPH_UNREACHABLE',
        cause.code === 'ERR_GRAPH_UNREACHABLE'
          ? cause.message
          : `${cause.message} Is it running? Run this again to go on from what was sent.`,
        {
          cause,
        },
      );
    }
  }
}
