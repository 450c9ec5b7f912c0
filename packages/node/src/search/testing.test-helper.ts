import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { isRejection, realWorld, type World } from '@hubgraph/kernel';
import { anonymous, operator } from '../actor.ts';
import { askGraph } from '../ask-graph.test-helper.ts';
import type { Concept } from '../concept.ts';
import type { NodeDefinition } from '../definition.ts';
import { schemaOf } from '../graphql/schema.ts';
import { commonTypeDefs } from '../graphql/sdl.ts';
import { RunningNode } from '../node.ts';
import { type TextRef, TextSealer } from '../texts.ts';
import type { Hit } from './search.ts';
import { defineSearchable } from './searchable.ts';

interface Write extends Command {
  readonly note: string;
  readonly stage?: string;
  readonly title?: TextRef;
  readonly text?: TextRef;
  /** Who wrote it: searched, and not shown. */
  readonly author?: TextRef;
  /** What it cost, in the minor units of USD. */
  readonly cost?: string;
}
interface Noted extends Event {
  readonly note: string;
  readonly title?: TextRef;
  readonly text?: TextRef;
  /** Who wrote it: searched, and not shown. */
  readonly author?: TextRef;
  /** What it cost, in the minor units of USD. */
  readonly cost?: string;
}
interface Note {
  readonly at: number;
  readonly title?: TextRef;
  readonly text?: TextRef;
  /** Who wrote it: searched, and not shown. */
  readonly author?: TextRef;
  /** What it cost, in the minor units of USD. */
  readonly cost?: string;
}

const because = 'A test.';
const write = (type: string, stage?: (command: Write) => string) =>
  defineCommand<Write, undefined, Event>({
    type,
    load: () => undefined,
    decide({ note, title, text, author, cost, stage: released }) {
      if (type === 'Release') return [{ type: 'StageReleased', stage: released } as Event];
      return [
        {
          type: 'Noted',
          note,
          ...(title && { title }),
          ...(text && { text }),
          ...(author && { author }),
          ...(cost && { cost }),
        } as Event,
      ];
    },
    ...(stage && { stage }),
  });

/** Notes with a title and a text; without both a note is withdrawn. */
const notes = (version: number): Concept => ({
  name: 'notes',
  policy: {
    Note: { allow: ['operator'], because },
    Stage: { allow: ['operator'], because },
    Release: { allow: ['operator'], because },
  },
  events: { Noted: 'SEALED', StageReleased: 'PUBLIC' },
  commands: [write('Note'), write('Stage', ({ stage = '' }) => stage), write('Release')],
  entities: [
    defineEntity<Note, Noted>({
      kind: 'note',
      concerns: (event) => (event.type === 'Noted' ? [event.note] : []),
      evolve: (state, { event: { title, text, author, cost }, at }) => ({
        at: state?.at ?? at,
        ...(title && { title }),
        ...(text && { text }),
        ...(author && { author }),
        ...(cost && { cost }),
      }),
    }),
  ],
  projections: [],
  searchable: [
    defineSearchable<Note>({
      kind: 'NOTE',
      about: 'A note.',
      entity: 'note',
      version,
      document: ({ at, title, text, author, cost }) =>
        title === undefined && text === undefined
          ? undefined
          : {
              at,
              ...(title && { title }),
              texts: text === undefined ? [] : [text],
              besides: [author],
              ...(cost && { amount: { amountMinor: BigInt(cost), currency: 'USD' } }),
            },
    }),
  ],
  typeDefs: '',
  resolvers: {},
});

const definitionOf = (version: number): NodeDefinition => ({
  kind: 'council',
  roles: {},
  concepts: [notes(version)],
  typeDefs: `${commonTypeDefs} type Query { nothing: Int }`,
});

const schema = schemaOf(definitionOf(1));

/** A node that keeps notes, in a folder, at a time that stands still until it is moved. */
export class Notes {
  readonly node: RunningNode;
  readonly #folder: string;
  readonly #clock: { now: number };
  #keys = 0;

  private constructor(node: RunningNode, folder: string, clock: { now: number }) {
    this.node = node;
    this.#folder = folder;
    this.#clock = clock;
  }

  static async open(folder: string, clock = { now: Date.parse('2026-03-01T12:00:00Z') }, version = 1): Promise<Notes> {
    const world: World = { ...realWorld(), clock: { now: () => clock.now, after: () => () => {} } };
    const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
    const place = { id: 'council', folder, host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
    const definition = definitionOf(version);
    return new Notes(await RunningNode.open(world, { ...place, council, isDemo: false }, definition), folder, clock);
  }

  get search() {
    if (this.node.search === undefined) throw new Error('Notes can be found.');
    return this.node.search;
  }

  /** Stops and opens again, before that doing something to the folder. */
  async reopen(between: (folder: string) => void = () => {}, version = 1): Promise<Notes> {
    await this.node.stop();
    between(this.#folder);
    return Notes.open(this.#folder, this.#clock, version);
  }

  /** Opens again as if there had never been an index. */
  rebuilt(): Promise<Notes> {
    return this.reopen((folder) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `search.db${suffix}`), { force: true });
    });
  }

  /** Writes a note, or writes it anew; the keys of its texts in the vault. */
  async note(
    note: string,
    texts: { title?: string; text?: string; author?: string },
    stage?: string,
    cost?: string,
  ): Promise<string[]> {
    const sealer = new TextSealer(this.node.world, 'council');
    const sealed = Object.entries(texts).map(([name, text]) => [name, sealer.seal(text)] as const);
    const payload = { note, stage, cost, ...Object.fromEntries(sealed) };
    await this.#operate(stage === undefined ? 'Note' : 'Stage', payload, sealer.entries);
    return sealed.map(([, { key }]) => key);
  }

  release(stage: string): Promise<void> {
    return this.#operate('Release', { stage });
  }

  async find(text: string, first = 50, after?: string): Promise<readonly Hit[]> {
    const found = await this.search.find(text, { first, after });
    if (isRejection(found)) throw new Error(found.code);
    return found.hits;
  }

  async ids(text: string): Promise<readonly string[]> {
    return (await this.find(text)).map(({ id }) => id);
  }

  async ask(source: string, variableValues: Record<string, unknown> = {}) {
    const contextValue = this.node.contextFor(anonymous);
    return JSON.parse(JSON.stringify(await askGraph({ schema, source, contextValue, variableValues })));
  }

  async #operate(type: string, payload: Record<string, unknown>, texts: TextSealer['entries'] = []): Promise<void> {
    this.#clock.now += 1_000;
    this.#keys += 1;
    const key = `${this.#clock.now}:${this.#keys}`;
    const outcome = await this.node.operate(operator, key, type, payload, texts);
    if (isRejection(outcome)) throw new Error(outcome.code);
  }
}
