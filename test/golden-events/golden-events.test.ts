import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../federation/fixture.test-helper.ts';
import {
  commitsIn,
  faultsOf,
  type GoldenJournal,
  goldenEvents,
  goldenJournals,
  KINDS,
  record,
  typesOf,
  type Understood,
  understood,
} from './golden.test-helper.ts';
import { NODES, tellStory } from './story.test-helper.ts';

const HOW = `What a node wrote once is read for ever. If an event's form changed, write an upcast in its concept, so that the old form is read as the new one; if only something optional came, or a type is new, tell it in test/golden-events/story.test-helper.ts. Then record: GOLDEN=add npm test -- test/golden-events. That adds files and changes none.`;

const TOLD = `What a node told another one it tells again with the same bytes, whatever its release: others cite its digest. Let the new form be that of another event, or of a field that old events do not have.`;

const folder = temporaryFolder();
beforeAll(async () => {
  await tellStory(folder);
  if (process.env['GOLDEN'] === 'add') {
    if (process.env['CI']) throw new Error('Golden events are not recorded in CI.');
    await record(folder);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(KINDS)('journals of the %s node that were recorded', (kind) => {
  let journals: readonly GoldenJournal[] = [];
  const read: Understood[] = [];
  beforeAll(async () => {
    journals = goldenJournals(kind);
    for (const journal of journals) read.push(await understood(journal));
  });

  test('come to the same state as ever', async () => {
    expect(journals.length, HOW).toBeGreaterThan(0);
    for (const [n, { name }] of journals.entries()) {
      const state = `${JSON.stringify(read[n]?.state, undefined, 1)}\n`;
      await expect(state, HOW).toMatchFileSnapshot(`./${name.replace('.jsonl', '.state.json')}`);
    }
  });

  test('make the same statements as ever, byte for byte: whoever was told one cites it by its digest', async () => {
    for (const [n, { name }] of journals.entries()) {
      const told = `${read[n]?.told.join('\n')}\n`;
      await expect(told, TOLD).toMatchFileSnapshot(`./${name.replace('.jsonl', '.told.txt')}`);
    }
    const types = ['transfer-prepared', 'transfer-accepted'];
    const isTold = (type: string): boolean => read.some(({ told }) => told.some((line) => line.startsWith(`${type} `)));
    if (kind === 'hub') expect(types.filter(isTold)).toEqual(types);
  });

  test('hold every type of event that a node lists, in the form that it writes today', async () => {
    const commits = await commitsIn(join(folder, NODES[kind]));
    const faults = faultsOf({
      listed: typesOf(kind),
      recorded: [...goldenEvents(kind).keys()],
      golden: read.map(({ events }) => events),
      today: (await understood({ kind, commits })).events,
    });
    expect(faults, HOW).toEqual([]);
  });

  test('hold each golden event, byte for byte', () => {
    const stored = journals.flatMap(({ commits }) => commits).join('\n');
    for (const [type, event] of goldenEvents(kind)) {
      expect(JSON.parse(event)).toMatchObject({ type });
      expect(stored.includes(event), type).toBe(true);
    }
  });

  test('are read wrongly where a name in them changed, and that is seen', async () => {
    const [journal] = journals;
    if (journal === undefined) throw new Error(HOW);
    const commits = journal.commits.map((bytes) => bytes.replaceAll('"person":', '"whom":'));
    const changed = await understood({ kind, commits }).catch((error: Error) => error.message);
    expect(typeof changed === 'string' ? changed : changed.state).not.toEqual(read[0]?.state);
    const added = { type: 'PersonAdded', whom: 'x', name: { key: 'k', digest: 'd' } };
    const told = { listed: ['PersonAdded'], recorded: ['PersonAdded'], golden: [read[0]?.events ?? []] };
    expect(faultsOf({ ...told, today: [added] })).toEqual([
      'PersonAdded: whom: string is new',
      'PersonAdded: person: string is gone',
    ]);
  });
});

describe('what is wrong', () => {
  const was = { type: 'TeamFormed', team: 'x', name: { key: 'k' } };
  const all = { listed: ['TeamFormed'], recorded: ['TeamFormed'], golden: [[was]], today: [was] };

  test('is nothing where all is as it was', () => expect(faultsOf(all)).toEqual([]));

  test.each([
    ['a type without a golden event', { recorded: [] }, /no golden event/],
    ['a type that nobody lists any more', { listed: [] }, /no concept lists it/],
    ['a type that the story does not have', { today: [] }, /the story has no such event/],
    ['a field that came', { today: [{ ...was, size: 1 }] }, /size: number is new/],
    ['a field that went', { today: [{ type: 'TeamFormed', team: 'x' }] }, /name\.key: string is gone/],
    ['a field that is something else', { today: [{ ...was, team: 1 }] }, /team: number is new/],
    [
      'a form that was recorded again since, and changed once more',
      { golden: [[was], [{ ...was, size: 1 }]] },
      /size: number is gone/,
    ],
  ])('is %s', (_name, others, fault) => expect(faultsOf({ ...all, ...others }).join('\n')).toMatch(fault));

  test('is nothing where the newest record has the form of today', () => {
    const now = { ...was, size: 1 };
    expect(faultsOf({ ...all, golden: [[was], [now], []], today: [now] })).toEqual([]);
  });
});
