import type { World } from '@hubgraph/kernel';
import type { DemoPerson } from '@hubgraph/node';

export interface GraphQLAnswer<T = Record<string, unknown>> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
  readonly extensions?: Record<string, unknown>;
}

const TIMEOUT_MS = 30_000;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const RENEW_BEFORE_MS = 30_000;

/** A client of a demonstration's graph, who may act as any of its people. It uses nothing but HTTP. */
export class DemoClient {
  readonly #world: World;
  readonly #url: string;
  #people: readonly DemoPerson[] | undefined;
  readonly #tokens = new Map<string, { readonly token: string; readonly expiresAt: number }>();

  /** @param url the gateway's, without `/graphql`. */
  constructor(world: World, url: string) {
    this.#world = world;
    this.#url = url;
  }

  /** Asks the graph, as `<node>/<name>` or as nobody. */
  async ask<T = Record<string, unknown>>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    as?: string,
  ): Promise<GraphQLAnswer<T>> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (as !== undefined) headers['authorization'] = `Bearer ${await this.token(as)}`;
    const { status, body } = await this.#world.network.request({
      url: `${this.#url}/graphql`,
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    });
    if (status >= 500) throw new Error(`The graph answered ${status}: ${body.slice(0, 500)}`);
    return JSON.parse(body) as GraphQLAnswer<T>;
  }

  /**
   * Gives a mutation of one field that answers with a union, and returns its member.
   * @throws {Error} where it is refused.
   */
  async act(
    as: string,
    field: string,
    inputType: string,
    input: Readonly<Record<string, unknown>>,
    selection: string,
  ): Promise<{ readonly id: string }> {
    const query = `mutation ($input: ${inputType}!) { ${field}(input: $input) { __typename ${selection} ... on Refused { code message } } }`;
    const { data, errors } = await this.ask<Record<string, { __typename: string; code?: string; message?: string }>>(
      query,
      { input },
      as,
    );
    const result = data?.[field];
    if (errors !== undefined || result === undefined || result === null) {
      throw new Error(
        `${field} as ${as}: ${errors?.map((error) => `${error.message} ${JSON.stringify(error.extensions)}`).join('; ')}`,
      );
    }
    if (result.__typename === 'Refused') throw new Error(`${field} as ${as}: ${result.code}: ${result.message}`);
    return result as unknown as { readonly id: string };
  }

  /** A token of a person, named `<node>/<name>`. */
  async token(as: string): Promise<string> {
    const known = this.#tokens.get(as);
    const now = this.#world.clock.now();
    if (known !== undefined && known.expiresAt - RENEW_BEFORE_MS > now) return known.token;
    const person = await this.person(as);
    const { token, expiresInMs } = (await this.#post('/demo/sign-in', {
      node: person.node,
      person: person.id,
      session: false,
    })) as {
      token: string;
      expiresInMs: number;
    };
    this.#tokens.set(as, { token, expiresAt: now + expiresInMs });
    return token;
  }

  async person(as: string): Promise<DemoPerson> {
    const find = () => this.#people?.find((person) => `${person.node}/${person.name}` === as);
    if (find() === undefined) this.#people = (await this.#get('/demo/people')) as DemoPerson[];
    const person = find();
    if (person === undefined) throw new Error(`There is nobody called ${as} in the demonstration.`);
    return person;
  }

  async #get(path: string): Promise<unknown> {
    const answer = await this.#world.network.request({
      url: this.#url + path,
      method: 'GET',
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    });
    return JSON.parse(answer.body);
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const answer = await this.#world.network.request({
      url: this.#url + path,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
    return JSON.parse(answer.body);
  }
}
