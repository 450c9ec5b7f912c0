import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection, newId, realWorld } from '@hubgraph/kernel';
import { anonymous, operator, type PersonState, personActor, RunningNode, schemaOf, TextSealer } from '@hubgraph/node';
import { askGraph } from '../../../../packages/node/src/ask-graph.test-helper.ts';
import { hub } from '../definition.ts';

const schema = schemaOf(hub);

/** What a mutation gave, or the code of its refusal. */
export interface Made {
  readonly id: string;
  readonly code?: string;
  readonly [field: string]: unknown;
}

/** A whole hub called cee in a folder of its own. */
export class WholeHub implements AsyncDisposable {
  readonly node: RunningNode;
  readonly #folder: string;
  #steps = 0;

  private constructor(node: RunningNode, folder: string) {
    this.node = node;
    this.#folder = folder;
  }

  static async open(): Promise<WholeHub> {
    const folder = mkdtempSync(join(tmpdir(), 'hubgraph-expenses-'));
    const config = { id: 'cee', folder, host: '127.0.0.1', port: 0, endpoint: 'http://cee.invalid', isDemo: false };
    const council = { id: 'council', endpoint: 'http://council.invalid', statementKeys: [] };
    return new WholeHub(await RunningNode.open(realWorld(), { ...config, council }, hub), folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async person(...held: readonly (string | { readonly role: string; readonly of: string })[]): Promise<string> {
    const texts = new TextSealer(this.node.world, 'cee');
    const person = newId(this.node.world, 'cee', 'person');
    const name = texts.seal('Somebody');
    await texts.store(this.node.store);
    await this.#operate('AddPerson', { person, name });
    for (const one of held) {
      await this.#operate('GrantRole', { person, ...(typeof one === 'string' ? { role: one } : one) });
    }
    return person;
  }

  async #operate(type: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    this.#steps += 1;
    const outcome = await this.node.operate(operator, `step-${this.#steps}`, type, payload);
    if (isRejection(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`);
  }

  /** Asks as a person, or as nobody; an error is thrown. */
  async ask<T>(by: string | undefined, source: string, variableValues: Record<string, unknown> = {}): Promise<T> {
    const state = by === undefined ? undefined : this.node.read.entity<PersonState>('person', by);
    const actor = state === undefined ? anonymous : personActor(state.id, state.roles);
    const answer = await askGraph({ schema, source, variableValues, contextValue: this.node.contextFor(actor) });
    if (answer.errors !== undefined) throw answer.errors[0];
    return JSON.parse(JSON.stringify(answer.data)) as T;
  }

  /** Asks of the hub. */
  async ofHub<T>(by: string | undefined, selection: string): Promise<T> {
    const source = `{ _entities(representations: [{ __typename: "Hub", id: "cee" }]) { ... on Hub { ${selection} } } }`;
    return (await this.ask<{ _entities: [T] }>(by, source))._entities[0];
  }

  async give(by: string, field: string, type: string, input: object, selection = 'id'): Promise<Made> {
    const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const source = `mutation ($input: ${inputType}!) { made: ${field}(input: $input) {
      ... on ${type} { ${selection} } ... on Refused { code } } }`;
    return (await this.ask<{ made: Made }>(by, source, { input })).made;
  }
}
