import {
  booksConcept,
  type Fund,
  fund,
  fundBalancesOf,
  fundCode,
  fundCommands,
  keep,
  ledgerProjection,
  poolOf,
  readAccount,
  readEntry,
  sliceOf,
} from '@hubgraph/books';
import { type Accepted, type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { formatAmount, isRejection, newId, type Rejection } from '@hubgraph/kernel';
import {
  type Account,
  type Discrepancy,
  type Entry,
  type FundBalance,
  type LedgerCommand,
  typeOfPath,
  verifyBooks,
} from '@hubgraph/ledger';
import {
  type Actor,
  type Concept,
  commonTypeDefs,
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
import { askGraph } from '../../../../packages/node/src/ask-graph.test-helper.ts';
import { roles } from '../roles.ts';
import { tracing } from '../tracing/concept.ts';
import { grants } from './concept.ts';

interface Book extends Command {
  readonly type: 'Book';
  readonly commands: readonly LedgerCommand[];
}
interface Happen extends Command {
  readonly type: 'Happen';
  readonly events: readonly Event[];
}

/** The parts of a hub that grants rest on and that belong to other concepts, as small as they can be. */
const stubs: Concept = {
  name: 'stubs',
  policy: {
    OpenFund: { allow: ['operator'], because: 'A test.' },
    Book: { allow: ['operator'], because: 'A test.' },
    Happen: { allow: ['operator'], because: 'A test.' },
  },
  events: { ...booksConcept({ root: 'hub' }).events, TeamStands: 'SEALED', RegistryReceived: 'SEALED' },
  commands: [
    ...fundCommands,
    defineCommand<Book, ReturnType<typeof sliceOf>, Event>({
      type: 'Book',
      load: (read, command) => sliceOf(read, command.at),
      decide: (command, slice) => keep(slice, command.commands),
    }),
    defineCommand<Happen, undefined, Event>({
      type: 'Happen',
      load: () => undefined,
      decide: ({ events }) => events,
    }),
  ],
  entities: [
    fund,
    fundCode,
    defineEntity<{ id: string; status: string }, Event & { team: string; status: string }>({
      kind: 'team',
      concerns: (event) => (event.type === 'TeamStands' ? [event.team] : []),
      evolve: (_state, { event }) => ({ id: event.team, status: event.status }),
    }),
  ],
  projections: [ledgerProjection],
  typeDefs: `
    type Hub @key(fields: "id") { id: ID! }
    type Team @key(fields: "id") @route(by: ID) { id: ID! }
    type Fund @shareable { id: ID! code: String! }
    type Disbursement @key(fields: "id toHub { id }") @route(by: FIELD, field: "toHub.id") { id: ID! toHub: Hub! }
  `,
  resolvers: {
    Disbursement: { __resolveReference: (reference: object) => reference },
  },
};

const definition: NodeDefinition = {
  kind: 'hub',
  roles,
  concepts: [stubs, ...grants, tracing],
  typeDefs: `${commonTypeDefs}
    directive @route(by: RouteBy!, argument: String, field: String) on FIELD_DEFINITION | OBJECT
    enum RouteBy { ID ARGUMENT FIELD ALL }
  `,
};

/** A hub called cee with its people, a team and two funds, as its own node runs it. */
export class RunningHub implements AsyncDisposable {
  readonly world: StillWorld;
  readonly node: RunningNode;
  readonly #schema: GraphQLSchema = schemaOf(definition);
  #steps = 0;

  private constructor(world: StillWorld, node: RunningNode) {
    this.world = world;
    this.node = node;
  }

  static async open(): Promise<RunningHub> {
    const world = new StillWorld();
    const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
    const place = { id: 'cee', folder: '/cee', host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
    const hub = new RunningHub(world, await RunningNode.open(world, { ...place, council, isDemo: false }, definition));
    const node = { id: 'cee', kind: 'hub', name: 'CEE', country: 'RS', status: 'authorised', endpoint: place.endpoint };
    const registry = { epoch: 1, nodes: [{ ...node, tokenKeys: [], statementKeys: [] }] };
    await hub.happen({ type: 'RegistryReceived', registry, expiresAt: world.now * 2 } as Event);
    return hub;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node.stop();
  }

  newId(kind: string): string {
    this.world.now += 1;
    return newId(this.world, 'cee', kind);
  }

  async operate(type: string, payload: Readonly<Record<string, unknown>>): Promise<Accepted> {
    this.#steps += 1;
    const outcome: Accepted | Rejection = await this.node.operate(operator, `step-${this.#steps}`, type, payload);
    if (isRejection(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`);
    return outcome;
  }

  happen(...events: readonly Event[]): Promise<Accepted> {
    return this.operate('Happen', { events });
  }

  async person(...held: readonly { role: string; of?: string }[]): Promise<string> {
    const person = this.newId('person');
    await this.operate('AddPerson', { person, name: await this.#seal('Somebody') });
    for (const one of held) await this.operate('GrantRole', { person, ...one });
    return person;
  }

  async team(status: string): Promise<string> {
    const team = this.newId('team');
    await this.happen({ type: 'TeamStands', team, status } as Event);
    return team;
  }

  async fund(code: string, purposes?: readonly string[]): Promise<string> {
    const id = this.newId('fund');
    const only = purposes === undefined ? {} : { purposes };
    await this.operate('OpenFund', { fund: id, code, name: await this.#seal(code), ...only });
    return id;
  }

  /** Books money that came to the bank; what `cites` a transfer is a disbursement. */
  async receive(
    into: string,
    from: string,
    amountMinor: bigint,
    cites: Record<string, string> = {},
    id: string = cites['transfer'] ?? this.newId('entry'),
  ): Promise<string> {
    const line = { fund: into, currency: 'EUR' } as const;
    const counterparty = from === 'income:movement' ? 'MOVEMENT' : 'PUBLIC';
    const source = from.startsWith('income:') ? { dimensions: { counterparty } } : {};
    const postings = [
      { ...line, account: 'assets:bank:main', amountMinor },
      { ...line, account: from, amountMinor: -amountMinor, ...source },
    ];
    const { now: at } = this.world;
    const entry = { type: 'PostEntry', at, id, kind: 'received', effectiveDay: '2026-03-02', postings, cites };
    await this.operate('Book', { commands: [entry] });
    return id;
  }

  actor(person: string): Actor {
    const state = this.node.read.entity<PersonState>('person', person);
    if (state === undefined) throw new Error(`${person} is nobody.`);
    return personActor(state.id, state.roles);
  }

  /** Asks the node's own graph, as a person; an error fails the test. */
  async ask<T = Record<string, unknown>>(person: string, source: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.tryToAsk<T>(person, source, variables);
    if (errors !== undefined || data === null) throw new Error(JSON.stringify(errors));
    return data;
  }

  async tryToAsk<T>(person: string, source: string, variables: object = {}) {
    this.world.now += 1_000;
    const answer = await askGraph({
      schema: this.#schema,
      source,
      contextValue: this.node.contextFor(this.actor(person)),
      variableValues: { ...variables },
    });
    const plain = JSON.parse(JSON.stringify(answer)) as { data?: T; errors?: { extensions?: { reason?: string } }[] };
    return { data: plain.data ?? null, errors: plain.errors };
  }

  /** Everything that does not add up; empty when all is well. */
  discrepancies(): readonly Discrepancy[] {
    const { read } = this.node;
    return verifyBooks({ entries: entriesOf(read), accounts: accountsOf(read), fundBalances: fundsOf(read) });
  }

  /** Balances of accounts and funds, as an accountant reads them. */
  table(step: string): string {
    const { read } = this.node;
    const euro = (amountMinor: bigint): string => formatAmount({ amountMinor, currency: 'EUR' });
    const lines = [
      ...accountsOf(read)
        .filter((account) => typeOfPath(account.path) !== 'EQUITY')
        .map(({ path, debitsPostedMinor, creditsPostedMinor, debitsPendingMinor, creditsPendingMinor }) => [
          path,
          euro(debitsPostedMinor - creditsPostedMinor),
          euro(debitsPendingMinor - creditsPendingMinor),
        ]),
      ...fundsOf(read).map(({ fund: id, postedMinor, reservedMinor }) => [
        `fund ${read.entity<Fund>('fund', id)?.code}`,
        euro(postedMinor),
        euro(-reservedMinor),
      ]),
    ];
    const rows = lines.map(
      ([name = '', posted = '', pending = '']) =>
        `| ${name.padEnd(18)} | ${posted.padStart(9)} | ${pending.padStart(9)} |`,
    );
    return [
      `${step}`,
      '',
      `| ${'EUR'.padEnd(18)} | ${'posted'.padStart(9)} | ${'pending'.padStart(9)} |`,
      `| ${'-'.repeat(18)} | ${'-'.repeat(8)}: | ${'-'.repeat(8)}: |`,
      ...rows,
    ].join('\n');
  }

  pool(of: string): readonly { id: string; amountMinor: bigint }[] {
    return poolOf(this.node.read, of, 'EUR');
  }

  async #seal(text: string) {
    const texts = new TextSealer(this.world, 'cee');
    const sealed = texts.seal(text);
    await texts.store(this.node.store);
    return sealed;
  }
}

function accountsOf(read: Reader): Account[] {
  return read.rows('SELECT * FROM ledger_account ORDER BY path, currency').map(readAccount);
}

function entriesOf(read: Reader): Entry[] {
  return read.rows('SELECT * FROM ledger_entry ORDER BY seq, id').map((row) => readEntry(row).entry);
}

function fundsOf(read: Reader): FundBalance[] {
  return read
    .rows('SELECT DISTINCT fund FROM ledger_fund ORDER BY fund')
    .flatMap((row) => fundBalancesOf(read, String(row['fund'])));
}
