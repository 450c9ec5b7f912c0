import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booksConcept } from '@hubgraph/books';
import { hubRouterDirectives } from '@hubgraph/hub-router';
import { realWorld, sha256, type World } from '@hubgraph/kernel';
import {
  type Actor,
  type Concept,
  commonTypeDefs,
  type NodeDefinition,
  personActor,
  RunningNode,
  schemaOf,
} from '@hubgraph/node';
import { expect } from 'vitest';
import { askGraph } from '../../../../../packages/node/src/ask-graph.test-helper.ts';

const definitionOf = (concepts: readonly Concept[]): NodeDefinition => ({
  kind: 'hub',
  roles: { treasurer: 'Keeps the books.', 'board-member': 'Signs.', staff: 'Works for the hub.' },
  concepts: [booksConcept({ root: 'hub' }), ...concepts],
  typeDefs: [
    commonTypeDefs,
    hubRouterDirectives.replaceAll('@federation__inaccessible', '@inaccessible'),
    'type Hub @key(fields: "id") @route(by: ID) { id: ID! }',
  ].join('\n'),
});

const person = (last: string, role: string): Actor =>
  personActor(`east:person:01JD3Z7N4QK8R2V6X0Y5ABCDE${last}`, [{ role }]);
const treasurer = person('F', 'treasurer');
export const otherTreasurer = person('H', 'treasurer');
export const staff = person('G', 'staff');

type Fields = Readonly<Record<string, unknown>>;

/** A moment in the days of the tests. */
const NOW = Date.parse('2026-04-02T12:00:00Z');

/** A hub called east with books, what is tested, and nothing else. */
export class BankNode implements AsyncDisposable {
  readonly node: RunningNode;
  readonly #folder: string;
  readonly #schema: ReturnType<typeof schemaOf>;

  private constructor(node: RunningNode, folder: string, definition: NodeDefinition) {
    this.node = node;
    this.#folder = folder;
    this.#schema = schemaOf(definition);
  }

  static async open(...concepts: readonly Concept[]): Promise<BankNode> {
    const folder = mkdtempSync(join(tmpdir(), 'hubgraph-bank-'));
    const world: World = { ...realWorld(), clock: { now: () => NOW, after: () => () => {} } };
    const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
    const place = { host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
    const definition = definitionOf(concepts);
    const node = await RunningNode.open(world, { id: 'east', folder, ...place, council, isDemo: false }, definition);
    return new BankNode(node, folder, definition);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async ask<T = Fields>(source: string, variableValues: Fields = {}, actor: Actor = treasurer): Promise<T> {
    const contextValue = this.node.contextFor(actor);
    const { data, errors } = await askGraph({ schema: this.#schema, source, contextValue, variableValues });
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(data)) as T;
  }

  /** The answer of one mutation; a selection says what of it. */
  async give(field: string, selection: string, input: Fields, actor?: Actor): Promise<Fields> {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { answer: ${field}(input: $input) { __typename ${selection} ... on Refused { code message } } }`;
    return (await this.ask<{ answer: Fields }>(source, { input }, actor)).answer;
  }

  /** What is asked of the hub. */
  async hub<T = Fields>(selection: string, actor?: Actor): Promise<T> {
    const source = `{ _entities(representations: [{ __typename: "Hub", id: "east" }]) { ... on Hub { ${selection} } } }`;
    return (await this.ask<{ _entities: readonly T[] }>(source, {}, actor))._entities[0] as T;
  }

  async fund(): Promise<string> {
    const { id } = await this.give('openFund', '... on Fund { id }', { hub: 'east', code: 'general', name: 'General' });
    return String(id);
  }

  /** Posts an entry between the bank and another account; a positive amount comes in. */
  async post(fund: string, day: string, cents: number, cites: readonly Fields[] = [], other?: string): Promise<string> {
    const money = { decimal: (Math.abs(cents) / 100).toFixed(2), currency: 'EUR' };
    const [bankSide, otherSide] = cents > 0 ? ['debit', 'credit'] : ['credit', 'debit'];
    const account = other ?? (cents > 0 ? 'income:donations' : 'expenses:services');
    const isPlain = account.startsWith('liabilities') || account.startsWith('equity');
    const counterparty = isPlain ? {} : { counterparty: cents > 0 ? 'PUBLIC' : 'SUPPLIER' };
    const { id, code } = await this.give('postEntry', '... on JournalEntry { id }', {
      hub: 'east',
      kind: 'test',
      effectiveDay: day,
      postings: [
        { account: 'assets:bank:main', fund, [bankSide]: money },
        { account, fund, [otherSide]: money, ...counterparty },
      ],
      cites,
    });
    expect(code).toBeUndefined();
    return String(id);
  }

  async bind(accountNumber = 'DE02 1203 0000 0000 2020 51'): Promise<string> {
    const input = { hub: 'east', ledgerAccount: 'assets:bank:main', currency: 'EUR', accountNumber };
    const { id } = await this.give('bindBankAccount', '... on BankAccount { id }', input);
    return String(id);
  }

  /** Imports a statement of March 2026 unless it says otherwise; balances follow from the lines. */
  import(name: string, lines: readonly Fields[], others: Fields = {}): Promise<Fields> {
    const opening = BigInt(String(others['openingMinor'] ?? '0'));
    const closing = lines.reduce((sum, line) => sum + BigInt(String(line['amountMinor'])), opening);
    const selection =
      '... on BankStatement { id from to lineCount knownLineCount opening { decimal } closing { decimal } }';
    return this.give('importBankStatement', selection, {
      hub: 'east',
      accountNumber: 'DE02120300000000202051',
      currency: 'EUR',
      fileSha256: sha256(name),
      ordinal: 0,
      from: '2026-03-01',
      to: '2026-03-31',
      openingMinor: `${opening}`,
      closingMinor: `${closing}`,
      lines,
      ...others,
    });
  }
}
