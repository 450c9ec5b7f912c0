import { type Command, defineCommand, type Event } from '@hubgraph/journal';
import { isRejection, newId } from '@hubgraph/kernel';
import {
  type Actor,
  anonymous,
  type Concept,
  type NodeDefinition,
  operator,
  type PersonState,
  personActor,
  RunningNode,
  schemaOf,
  TextSealer,
} from '@hubgraph/node';
import { StillWorld } from '@hubgraph/node/still-world';
import type { GraphQLSchema } from 'graphql';
import { expect } from 'vitest';
import { askGraph } from '../../packages/node/src/ask-graph.test-helper.ts';

interface Happen extends Command {
  readonly type: 'Happen';
  readonly events: readonly Event[];
}

/** Lets a test say what happened elsewhere. */
const happenings: Concept = {
  name: 'happenings',
  policy: { Happen: { allow: ['operator'], because: 'A test says what happened elsewhere.' } },
  events: {},
  commands: [
    defineCommand<Happen, undefined, Event>({ type: 'Happen', load: () => undefined, decide: ({ events }) => events }),
  ],
  entities: [],
  projections: [],
  typeDefs: '',
  resolvers: {},
};

/** What the graph answers of a permission. */
interface Permission {
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
}

/** A command as somebody gives it, and where the graph says whether they may. */
export interface Deed {
  /** The kind of thing that it is done with; one of the lists of things. */
  readonly with: string;
  /** Its type, where it is asked for as an entity. */
  readonly type?: string;
  /** A query with one `may: … { allowed code reason }`, however deep; see {@link permission} and {@link ofEntity}. */
  readonly permission: string;
  /** A mutation of `$input` under the name `made`. */
  readonly mutation: string;
  readonly input: (id: string) => object | Promise<object>;
  /** The kind of thing that it makes, whose id is in the answer. */
  readonly makes?: string;
}

/** A node of this definition in memory, with people who ask whether they may and then do. */
export class Asking implements AsyncDisposable {
  readonly world: StillWorld;
  readonly node: RunningNode;
  /** The ids of the things that there are, by kind. */
  readonly things = new Map<string, string[]>();
  /** What each deed was answered: `allowed`, or the code of its refusal. */
  readonly answers = new Map<string, Set<string>>();
  readonly #schema: GraphQLSchema;
  #steps = 0;

  private constructor(world: StillWorld, node: RunningNode, schema: GraphQLSchema) {
    this.world = world;
    this.node = node;
    this.#schema = schema;
  }

  static async open(id: string, given: NodeDefinition): Promise<Asking> {
    const definition = { ...given, concepts: [...given.concepts, happenings] };
    const world = new StillWorld();
    const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
    const place = { id, folder: `/${id}`, host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
    const node = await RunningNode.open(world, { ...place, council, isDemo: false }, definition);
    return new Asking(world, node, schemaOf(definition));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node.stop();
  }

  newId(kind: string): string {
    this.world.now += 1;
    return newId(this.world, this.node.config.id, kind);
  }

  async operate(type: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    this.#steps += 1;
    const outcome = await this.node.operate(operator, `step-${this.#steps}`, type, payload);
    if (isRejection(outcome)) throw new Error(`${type}: ${outcome.code} ${outcome.message}`);
  }

  happen(...events: readonly (Event & Readonly<Record<string, unknown>>)[]): Promise<void> {
    return this.operate('Happen', { events });
  }

  async person(...held: readonly (string | { role: string; of: string })[]): Promise<string> {
    const person = this.newId('person');
    const texts = new TextSealer(this.world, this.node.config.id);
    const name = texts.seal(`Somebody with ${held.length} roles`);
    await texts.store(this.node.store);
    await this.operate('AddPerson', { person, name });
    for (const one of held) {
      await this.operate('GrantRole', { person, ...(typeof one === 'string' ? { role: one } : one) });
    }
    return person;
  }

  add(kind: string, id: string): void {
    this.things.set(kind, [...(this.things.get(kind) ?? []), id]);
  }

  /** Asks the node's own graph, as this person or as nobody; an error fails the test. */
  async ask<T = Record<string, unknown>>(
    person: string | undefined,
    source: string,
    variables: object = {},
  ): Promise<T> {
    this.world.now += 1_000;
    const answer = await askGraph({
      schema: this.#schema,
      source,
      contextValue: this.node.contextFor(this.#actor(person)),
      variableValues: { ...variables },
    });
    if (answer.errors !== undefined || !answer.data) throw new Error(JSON.stringify(answer.errors));
    return JSON.parse(JSON.stringify(answer.data)) as T;
  }

  /** Asks whether the person may, then does it, and expects that the two agree; gives the code of the refusal. */
  async tryTo(name: string, deed: Deed, id: string, person: string | undefined): Promise<string | undefined> {
    const home = this.node.config.id;
    const of = [{ __typename: deed.type ?? 'Hub', id: deed.type === undefined ? home : id }];
    const permission = onlyPermission(await this.ask(person, deed.permission, { id, of }));
    const before = this.node.journal.position;
    const input = await deed.input(id);
    const { made } = await this.ask<{ made: { code?: string; id?: string; award?: { id: string } } }>(
      person,
      deed.mutation,
      { input },
    );
    const code = made.code;
    expect({ name, ...permission, reason: '' }).toEqual({
      name,
      allowed: code === undefined,
      code: code ?? null,
      reason: '',
    });
    expect(permission.reason === null).toBe(permission.allowed);
    if (code !== undefined) expect(this.node.journal.position).toBe(before);
    if (code === undefined && deed.makes !== undefined) this.add(deed.makes, String(made.award?.id ?? made.id));
    this.answers.set(name, (this.answers.get(name) ?? new Set()).add(code ?? 'allowed'));
    return code;
  }

  /** Everybody tries every deed, in this order, with the oldest and the newest things of its kind. */
  async everybodyTriesEverything(
    deeds: readonly (readonly [name: string, deed: Deed])[],
    people: readonly (string | undefined)[],
  ): Promise<void> {
    for (const [name, deed] of deeds) {
      const things = this.things.get(deed.with) ?? [];
      for (const id of new Set([...things.slice(0, 3), ...things.slice(-3)])) {
        for (const person of people) await this.tryTo(name, deed, id, person);
      }
    }
  }

  /** The answers of all deeds, to be compared with what the rules say can be answered. */
  answered(): Record<string, string[]> {
    return Object.fromEntries([...this.answers].map(([name, codes]) => [name, [...codes].sort()]));
  }

  #actor(person: string | undefined): Actor {
    if (person === undefined) return anonymous;
    const state = this.node.read.entity<PersonState>('person', person);
    if (state === undefined) throw new Error(`${person} is nobody.`);
    return personActor(state.id, state.roles);
  }
}

/** The one value of the name `may` in an answer. */
function onlyPermission(answer: unknown): Permission {
  const found: Permission[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'may') found.push(inner as Permission);
      else walk(inner);
    }
  };
  walk(answer);
  const [permission, ...others] = found;
  if (!permission || others.length > 0) throw new Error(`There is not one permission in ${JSON.stringify(answer)}.`);
  return permission;
}

/** A query of one permission. */
export function permission(path: string): string {
  const fields = path.split('/');
  const last = fields.pop();
  const opened = fields.map((field) => `${field} {`).join(' ');
  const declared = path.includes('$id') ? '($id: ID!)' : '';
  return `query ${declared} { ${opened} may: ${last} { allowed code reason } ${'}'.repeat(fields.length)} }`;
}

/** As {@link permission}, of an entity as the gateway asks for it; without a type that is the hub. */
export function ofEntity(type: string, path: string): string {
  const declared = path.includes('$id') ? '($of: [_Any!]!, $id: ID!)' : '($of: [_Any!]!)';
  const asked = permission(`_entities(representations: $of)/... on ${type}/${path}`);
  return `query ${declared} ${asked.slice(asked.indexOf('{'))}`;
}

/** A mutation by name; `made` says what it answered. */
export function mutation(name: string, type: string, selection = 'id'): string {
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { made: ${name}(input: $input) {
    ... on ${type} { ${selection} } ... on Refused { code } } }`;
}
