import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { definitions, type Movement, type StartedNode } from '@hubgraph/dev-env';
import { conceptsOf, type Disclosure, disclosuresOf, RunningNode } from '@hubgraph/node';
import { Kind, parse, type TypeNode } from 'graphql/index.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubgraph } from './command-line.test-helper.ts';
import { personas, temporaryFolder, world } from './federation/fixture.test-helper.ts';
import { NODES, tellStory } from './golden-events/story.test-helper.ts';

const root = join(import.meta.dirname, '..');
const shared = join(root, '../shared/data');
const isThere = existsSync(shared);
if (!isThere && process.env['CI']) throw new Error('CI must have ../shared/data beside the project.');

const GRANTS = join(shared, 'grants/a002400000KeYdsAAF.json');
const BOOKS = join(shared, 'books/hackclub-main.pseudonymised.ledger');

describe.each(Object.entries(definitions))('at the %s node', (kind, definition) => {
  const concepts = conceptsOf(definition);

  test('every type of event is listed once', () => {
    const listed = concepts.flatMap(({ events }) => Object.keys(events));
    expect(listed.filter((type, at) => listed.indexOf(type) !== at)).toEqual([]);
    expect(Object.keys(disclosuresOf(concepts)).sort()).toEqual([...listed, 'StatementReceived'].sort());
  });

  test('outsiders read no more and no less than this table says', async () => {
    const conceptOf = (type: string) =>
      concepts.find(({ events }) => Object.hasOwn(events, type))?.name ?? 'statements';
    const rows = Object.entries(disclosuresOf(concepts))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, disclosure]) => `| ${type} | ${conceptOf(type)} | ${WHO[disclosure]} |`);
    const table = ['| event | concept | who may read it in the logs |', '| --- | --- | --- |', ...rows];
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(`./__snapshots__/disclosure-${kind}.md`);
  });
});

const WHO: Readonly<Record<Disclosure, string>> = {
  PUBLIC: 'everybody',
  SEALED: 'nobody outside: they know that it is there',
};

/** What no log and no commit may hold, in whatever is said below. */
const CANARY = 'kanarienvogel';
const WORDS = ` ${CANARY} Jane Doe jane.doe@${CANARY}.example`;
const ADDRESS = `+jane.doe@${CANARY}.example`;

/** Every text that a client can send, by what becomes of it. A new one has to be put into one of these. */
const SAID: Readonly<Record<string, string>> = {
  ...named(WORDS, 'name title text plan reason charter description recipientName terms source rationale donor'),
  ...named(WORDS, 'about because idempotencyKey note legalName registration'),
  ...named(WORDS, 'accountNumber counterpartyName counterpartyAccount remittance bankReference'),
  ...named(ADDRESS, 'sourceId externalId paymentReference'),
};
const CODES =
  'version language purpose spentIn value fileSha256 country currency perBase decidedIn role amountMinor book decimal ' +
  'path code purposes kind base session contentHash office topics recipientId region languages endpoint keyPossession account ' +
  'reasonCode ledgerAccount openingMinor closingMinor returnReason ' +
  'countries upTo spent returned project from to rate rateReason rateSource accountFrom costClass counterparty fundKind';

function named(mark: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, mark]));
}

const ENTRIES: ReadonlySet<string> = new Set(['StageImportEntriesInput', 'StageTeamFilingInput']);

function disguised(inputType: string, value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((inner) => disguised(inputType, inner, name));
  if (typeof value === 'object' && value !== null && name !== 'cites') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, disguised(inputType, inner, key)]));
  }
  if (typeof value !== 'string') return value;
  // The name of a legal entity is in the registry, which is public.
  if (inputType === 'ProposeHubInput' && name !== 'idempotencyKey') return value;
  if (ENTRIES.has(inputType) && name === 'account') return `${value}:${CANARY} Jane Doe`;
  // The account of a payee who is not paid by a bank or a wallet is in words.
  if (inputType === 'AddPayeeInput' && name === 'account' && value.includes(' ')) return value + WORDS;
  return value + (SAID[name] ?? '');
}

interface Leaf {
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>;
}

const folder = temporaryFolder();
let movement: Movement;
/** What anybody can fetch of each node's logs. */
const served: string[] = [];
const leaves = new Map<string, Leaf[]>();
/** What of a commit is not in the vault, with everything that is encoded in it. */
const commits = new Map<string, string[]>();

beforeAll(async () => {
  movement = await tellStory(folder, {
    disguise: (inputType, input) => disguised(inputType, input) as typeof input,
    async during(running) {
      for (const id of Object.values(NODES)) {
        // What is signed later would be in no checkpoint and in no tile.
        await (running.node(id) as StartedNode & { readonly node: RunningNode }).node.flushCheckpoints();
        served.push(...(await fetched(running.spec(id).config.endpoint)));
      }
      if (isThere) await importRealFiles(running);
    },
  });
  for (const [kind, id] of Object.entries(NODES)) {
    const node = await RunningNode.open(world, movement.spec(id).config, definitions[kind as keyof typeof NODES]);
    const log = node.journal.log('books');
    const found: Uint8Array[] = [];
    for (let from = 0; from < log.head().size; from += 256) {
      found.push(...(await log.leaves(from, Math.min(from + 256, log.head().size))));
    }
    leaves.set(
      id,
      found.map((leaf) => JSON.parse(Buffer.from(leaf).toString('utf8')) as Leaf),
    );
    const stored = await node.store.range(1, 100_000);
    commits.set(
      id,
      stored.flatMap(({ commandId, bytes }) => [commandId, bytes, ...encodedIn(bytes)]),
    );
    await node.stop();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fetched(endpoint: string): Promise<string[]> {
  const paths = ['checkpoint', 'tile/entries/000', 'tile/0/000', 'policy', 'proof/0'];
  const found = await Promise.all(
    ['books', 'cases'].flatMap((log) =>
      paths.map(async (path) => Buffer.from(await (await fetch(`${endpoint}/log/${log}/${path}`)).arrayBuffer())),
    ),
  );
  const [checkpoint = Buffer.of()] = found;
  const size = Number(checkpoint.toString('utf8').split('\n')[1]) % 256;
  const last = await fetch(`${endpoint}/log/books/tile/entries/000.p/${size}`);
  return [...found, Buffer.from(await last.arrayBuffer())].map((bytes) => bytes.toString('latin1'));
}

/** The parts of every token and statement in a text, read. */
function encodedIn(text: string): string[] {
  return (text.match(/eyJ[\w-]+\.[\w-]+/g) ?? []).flatMap((jws) =>
    jws.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8')),
  );
}

async function importRealFiles(running: Movement): Promise<void> {
  const command = async (...args: readonly string[]) => {
    const place = ['--url', `${running.gateway.url}/graphql`, '--hub', NODES.hub];
    const { code, said } = await hubgraph('import', ...args, ...place);
    expect(code, said).toBe(0);
  };
  await command('360giving', GRANTS, '--date-format', 'DD/MM/YYYY');
  await command('hledger', BOOKS);
}

const all = <T>(map: ReadonlyMap<string, readonly T[]>): T[] => [...map.values()].flat();

describe('what clients can send', () => {
  test('is known to be text or code, field by field', () => {
    const sdl = parse(readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8'));
    const fields = sdl.definitions.flatMap((definition) =>
      definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && !definition.name.value.startsWith('join__')
        ? (definition.fields ?? []).flatMap((field) => (scalarOf(field.type) === 'String' ? [field.name.value] : []))
        : [],
    );
    const known = [...Object.keys(SAID), ...CODES.split(' ')];
    expect([...new Set(fields)].sort()).toEqual(known.sort());
  });
});

function scalarOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : scalarOf(type.type);
}

describe('of what people said', () => {
  test('nothing is in a leaf, a tile, a proof or a checkpoint', () => {
    expect(all(leaves).length).toBeGreaterThan(100);
    expect(served.length).toBe(44);
    expect(served.join('').length).toBeGreaterThan(50_000);
    for (const text of [...all(leaves).map((leaf) => JSON.stringify(leaf)), ...served]) {
      expect(text.toLowerCase()).not.toContain(CANARY);
      expect(text).not.toMatch(/[\w.+-]@[\w-]+\.\w/);
    }
  });

  test('nothing is in a commit, its id, or a statement that it holds', () => {
    for (const text of all(commits)) {
      expect(text.toLowerCase()).not.toContain(CANARY);
      expect(text).not.toMatch(/[\w.+-]@[\w-]+\.\w/);
    }
  });

  test('nothing is in the bytes of a journal once its vault is taken out, or in the views', () => {
    for (const id of Object.values(NODES)) {
      const path = movement.spec(id).config.folder;
      const bytes = (file: string) => readFileSync(join(path, file)).toString('latin1').toLowerCase();
      const database = new DatabaseSync(join(path, 'journal.db'));
      // Where the search itself cannot find it, nothing is proved.
      expect(bytes('journal.db')).toContain(CANARY);
      database.prepare('VACUUM INTO ?').run(join(path, 'without-vault.db'));
      database.close();
      const copy = new DatabaseSync(join(path, 'without-vault.db'));
      copy.exec('DELETE FROM vault; VACUUM');
      copy.close();
      expect(bytes('without-vault.db')).toContain('salt');
      expect(bytes('without-vault.db')).not.toContain(CANARY);
      expect(bytes('views.db')).not.toContain(CANARY);
    }
  });

  test('the names of people are in no leaf and no commit', () => {
    const names = personas(movement).map((person) => person.split('/')[1] ?? '');
    expect(names.length).toBeGreaterThan(12);
    for (const text of [...all(leaves).map((leaf) => JSON.stringify(leaf)), ...all(commits)]) {
      for (const name of names) expect(text).not.toContain(name);
    }
  });
});

describe('public events', () => {
  const TOKEN = /^[A-Za-z0-9][A-Za-z0-9:._/-]{0,255}$/;
  const AMOUNT = /^-?(0|[1-9]\d*)$/;

  /** Texts that are neither id nor code, amount nor digest. */
  function wordsIn(value: unknown, name = ''): string[] {
    if (Array.isArray(value)) return value.flatMap((inner) => wordsIn(inner, name));
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).flatMap(([key, inner]) => [...wordsIn(key), ...wordsIn(inner, key)]);
    }
    if (typeof value !== 'string' || TOKEN.test(value) || AMOUNT.test(value)) return [];
    return [`${name}: ${value}`];
  }

  test('hold ids, codes, amounts and digests; in words only regions of the world', () => {
    const words = all(leaves).flatMap(({ event }) => wordsIn(event).map((word) => `${event.type}.${word}`));
    expect([...new Set(words)].filter((word) => !/^CountryListProposed\.region: [\p{L} -]+$/u.test(word))).toEqual([]);
    expect(wordsIn({ a: ['two words'], b: 'jane@example.org', c: '-5', d: 'cee:fund:1' })).toEqual([
      'a: two words',
      'b: jane@example.org',
    ]);
  });

  test.each(Object.entries(NODES))('of the %s node are all of the types that are listed', (kind, id) => {
    const listed = Object.entries(disclosuresOf(conceptsOf(definitions[kind as keyof typeof NODES])));
    const isPublic = listed.flatMap(([type, disclosure]) => (disclosure === 'PUBLIC' ? [type] : []));
    const found = new Set(leaves.get(id)?.map(({ event }) => event.type));
    expect([...found].sort()).toEqual(isPublic.sort());
  });
});

// Skipped where the real files are not beside the project; CI has them.
describe.skipIf(!isThere)('real books [skipped without ../shared/data]', () => {
  test('are public without a word of what stands in them', () => {
    interface Entry {
      readonly kind: string;
      readonly cites: Readonly<Record<string, string>>;
      readonly postings: readonly { readonly account: string }[];
    }
    const imported = all(leaves).flatMap(({ event }) => {
      const entry = event['entry'] as Entry | undefined;
      return entry?.kind === 'imported' ? [entry] : [];
    });
    expect(imported.length).toBeGreaterThan(1_000);
    for (const { cites, postings } of imported) {
      expect(cites).toEqual({
        import: expect.stringMatching(/:import:/),
        source: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      for (const { account } of postings) {
        expect(account).toMatch(/^(assets|liabilities|equity|income|expenses):[a-z0-9-]+(:[0-9a-f]{16})?$/);
      }
    }
  });

  test('and grants leave no text in the journal but in the vault', () => {
    const { grants } = JSON.parse(readFileSync(GRANTS, 'utf8')) as {
      grants: { title: string; description: string; recipientOrganization?: { name: string }[] }[];
    };
    const names =
      readFileSync(BOOKS, 'utf8').match(/^\s+(Assets|Expenses|Income|Liabilities):[^\n]+?(?=\s{2,}|$)/gm) ?? [];
    const texts = [
      ...grants.flatMap(({ title, description, recipientOrganization = [] }) => [
        title,
        description,
        ...recipientOrganization.map(({ name }) => name),
      ]),
      ...names.map((name) => name.trim()),
    ].filter((text) => text !== undefined && text.length > 8 && /[\s:]/.test(text));
    const journal = all(commits).join('\n').toLowerCase();
    const distinct = [...new Set(texts.map((text) => JSON.stringify(text).slice(1, -1).toLowerCase()))];
    expect(distinct.length).toBeGreaterThan(300);
    expect(distinct.filter((text) => journal.includes(text))).toEqual([]);
  });
});
