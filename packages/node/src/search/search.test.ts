import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { realWorld } from '@hubgraph/kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anyText } from '../../../kernel/src/any-text.test-helper.ts';
import { IndexFile } from './index-file.ts';
import { Notes } from './testing.test-helper.ts';

let folder: string;
let notes: Notes;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-search-'));
  notes = await Notes.open(folder);
});
afterEach(async () => {
  await notes.node.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('words of all languages are found', () => {
  test.each([
    ['Ein Brunnen für die Schule', ['brunnen', 'BRUNNEN', 'fur', 'schu', 'schule ein'], ['unnen', 'brunn schule']],
    ['L’école d’été à Łódź', ['ecole', 'été', 'lodz', 'l’eco'], ['cole']],
    ['为农村的孩子们提供教育项目', ['教育', '农村', '孩子', '项目', '教育项目', '育'], ['大学', '育教', '子教']],
    ['東京の学校で教育を支援する', ['東京', '学校', '教育支援', '支援する'], ['大阪', '京学']],
    ['データを集める', ['データ', 'ﾃﾞｰﾀ', '集める'], ['テータ']],
    ['โครงการการศึกษาในโรงเรียนกรุงเทพมหานคร', ['การศึกษา', 'โรงเรียน', 'กรุงเทพ', 'มหานคร'], ['เชียงใหม่']],
    ['مشروع التعليم في المدارس', ['تعليم', 'التعليم', 'مدارس', 'مَدارس', 'مشروع'], ['ماء']],
    ['गाँव में साफ़ पानी की परियोजना', ['पानी', 'साफ', 'परियोजना', 'गाँव पानी'], ['पाना', 'पन']],
    ['학교에서 아이들을 돕는 사업', ['학교', '아이들', '학교 사업'], ['대학']],
    ['Nước sạch cho trẻ em', ['nuoc sach', 'trẻ'], ['nam']],
  ])('%s', async (title, found, absent) => {
    await notes.note('a', { title });
    await notes.note('b', { title: 'Something else', text: title });
    for (const text of found) expect([text, await notes.ids(text)]).toEqual([text, ['a', 'b']]);
    for (const text of absent) expect([text, await notes.ids(text)]).toEqual([text, []]);
  });
});

test('all words must be there, in title and text together', async () => {
  await notes.note('a', { title: 'Clean water', text: 'For the school' });
  expect(await notes.ids('school water')).toEqual(['a']);
  expect(await notes.ids('school fire')).toEqual([]);
});

test('first those with all words in the title, then the newest', async () => {
  await notes.note('old-title', { title: 'Water' });
  await notes.note('old-text', { title: 'A well', text: 'water water water' });
  await notes.note('new-title', { title: 'Water for the hills and for the valley' });
  await notes.note('new-text', { title: 'A pump', text: 'It gives water.' });
  expect(await notes.ids('water')).toEqual(['new-title', 'old-title', 'new-text', 'old-text']);
});

test('pages follow on each other, also when something new comes in between, and at one moment', async () => {
  for (let n = 0; n < 9; n += 1) await notes.note(`n${n}`, n % 2 === 0 ? { title: 'Water' } : { text: 'water' });
  for (let n = 0; n < 4; n += 1) await notes.note(`s${n}`, { text: 'Water' }, 'stage');
  await notes.release('stage');
  const all = await notes.ids('water');
  expect(new Set(all).size).toBe(13);
  for (const size of [1, 2, 5]) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await notes.find('water', size, after);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.cursor;
      if (seen.length === size) await notes.note(`new-${size}`, { title: 'More water' });
    } while (after !== undefined);
    expect(seen.filter((id) => !id.startsWith('new'))).toEqual(all);
  }
});

test('an amount is found as people write it, and shown; who wrote is found, and not shown', async () => {
  const keys = await notes.note(
    'a',
    { title: 'Readers', text: 'Twelve pieces', author: 'Zebedaeus' },
    undefined,
    '265000',
  );
  await notes.note('b', { title: 'Readers' }, undefined, '265');
  for (const text of ['USD 2,650.00', '2650', '2650.00', 'readers 2.650,00']) {
    expect([text, await notes.ids(text)]).toEqual([text, ['a']]);
  }
  expect(await notes.find('zebedaeus 2650')).toMatchObject([
    { id: 'a', snippet: 'Twelve pieces', amount: { amountMinor: 265_000n, currency: 'USD' } },
  ]);
  await notes.node.store.vault.erase(keys[2] ?? '');
  expect(await notes.ids('zebedaeus')).toEqual([]);
  expect(await notes.ids('2650')).toEqual(['a']);
});

describe('what was erased', () => {
  const holds = (word: string) =>
    readdirSync(folder).filter(
      (name) => name.startsWith('search.db') && readFileSync(join(folder, name)).includes(word),
    );

  test('is found no more and is in no file of the index, while the rest of the thing is found', async () => {
    const keys = await notes.note('a', { title: 'Clean water', text: 'A report by Zebedaeus' });
    for (let n = 0; n < 200; n += 1) await notes.note(`n${n}`, { text: `Another report ${n}, by Zebra and Zeb` });
    expect(await notes.ids('zebedaeus')).toEqual(['a']);
    expect(holds('zebedaeus')).not.toEqual([]);
    await notes.node.store.vault.erase(keys[1] ?? '');
    expect(holds('zebedaeus')).toEqual([]);
    expect(holds('zebed')).toEqual([]);
    expect(await notes.ids('zebedaeus')).toEqual([]);
    expect(await notes.find('water')).toMatchObject([{ id: 'a', title: 'Clean water', snippet: null }]);
    await notes.node.store.vault.erase(keys[0] ?? '');
    expect(await notes.ids('water')).toEqual([]);
  });

  test('is not shown even where it went behind the back of the index', async () => {
    const keys = await notes.note('a', { title: 'Clean water', text: 'A report by Zebedaeus' });
    await notes.note('b', { text: 'Zebedaeus was here' });
    await notes.search.catchUp();
    // The store itself, as a crash between the two would leave it.
    notes = await notes.reopen((path) => eraseIn(join(path, 'journal.db'), keys[1] ?? ''));
    expect(await notes.ids('zebedaeus')).toEqual(['b']);
    expect(await notes.ids('report')).toEqual([]);
    expect(await notes.ids('water')).toEqual(['a']);
  });

  test('is taken out at the next start where the process ended in the middle', async () => {
    const keys = await notes.note('a', { text: 'A report by Zebedaeus' });
    await notes.search.catchUp();
    notes = await notes.reopen((path) => {
      eraseIn(join(path, 'journal.db'), keys[0] ?? '');
      run(join(path, 'search.db'), 'INSERT INTO going VALUES (?)', keys[0] ?? '');
    });
    expect(holds('zebedaeus')).not.toEqual([]);
    await notes.search.catchUp();
    expect(holds('zebedaeus')).toEqual([]);
  });

  test('before it was indexed is never indexed', async () => {
    const keys = await notes.note('a', { text: 'A report by Zebedaeus' });
    await notes.node.store.vault.erase(keys[0] ?? '');
    expect(await notes.ids('zebedaeus')).toEqual([]);
    expect(holds('zebedaeus')).toEqual([]);
  });
});

test('what was withdrawn or never released is not found', async () => {
  await notes.note('a', { title: 'Water' });
  await notes.note('staged', { title: 'Water' }, 'stage');
  expect(await notes.ids('water')).toEqual(['a']);
  await notes.note('a', {});
  expect(await notes.ids('water')).toEqual([]);
  await notes.release('stage');
  expect(await notes.ids('water')).toEqual(['staged']);
});

describe('an index', () => {
  test('that a crash left behind the journal catches up', async () => {
    await notes.note('a', { title: 'Water' });
    await notes.search.catchUp();
    await notes.note('b', { title: 'Water' });
    const behind = notes.search.contents();
    notes = await notes.reopen();
    expect(notes.search.contents()).toEqual(behind);
    await notes.search.catchUp();
    expect(notes.search.contents()).not.toEqual(behind);
    expect(await notes.ids('water')).toEqual(['b', 'a']);
  });

  test('of thousands that were released at once goes on where a crash stopped it', async () => {
    for (let n = 0; n < 300; n += 1) await notes.note(`n${n}`, { title: 'Water' }, 'stage');
    await notes.search.catchUp();
    await notes.release('stage');
    await notes.search.catchUp(0);
    const half = notes.search.contents().length;
    expect(half).toBeGreaterThan(0);
    notes = await notes.reopen();
    expect(notes.search.contents()).toHaveLength(half);
    await notes.search.catchUp();
    expect(notes.search.contents()).toHaveLength(600);
  });

  test('that is not there yet answers with what it has, and says so', async () => {
    for (let n = 0; n < 300; n += 1) await notes.note(`n${n}`, { title: 'Water' });
    notes = await notes.rebuilt();
    expect(await notes.search.catchUp(0)).toBe(false);
    expect(await notes.search.catchUp()).toBe(true);
    expect(await notes.find('water')).toHaveLength(50);
  });

  test.each([
    ['is damaged', (path: string) => writeFileSync(path, 'not a database '.repeat(1_000))],
    ['was damaged in the middle', (path: string) => writeFileSync(path, readFileSync(path).fill(7, 20_000))],
    ['was cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 6_000))],
    ['stands further than the journal', (path: string) => setStanding(path, { position: 10_000 })],
    ['is of another journal', (path: string) => setStanding(path, { commandId: 'another' })],
  ])('that %s is made anew', async (_, harm) => {
    for (let n = 0; n < 100; n += 1) await notes.note(`n${n}`, { title: 'Water', text: `Number ${n}` });
    await notes.search.catchUp();
    const whole = notes.search.contents();
    notes = await notes.reopen((path) => harm(join(path, 'search.db')));
    expect(await notes.ids('water')).toHaveLength(50);
    expect(await notes.ids('number 77')).toEqual(['n77']);
    expect(notes.search.contents()).toEqual(whole);
  });

  test('of another definition is made anew', async () => {
    await notes.note('a', { title: 'Water' });
    await notes.search.catchUp();
    notes = await notes.reopen(undefined, 2);
    expect(notes.search.contents()).toEqual([]);
    expect(await notes.ids('water')).toEqual(['a']);
  });
});

test('things of one moment whose digests end alike have places of their own', () => {
  const file = new IndexFile(realWorld(), join(folder, 'places.db'), 'a test');
  const of = (n: number) => ({ kind: 'NOTE', id: `n${n}`, at: 1_000, title: '', anywhere: 'water', keys: [] });
  file.write([of(2_257), of(5_524)]);
  const [first, second] = file.contents().map((row) => BigInt(row.split('\n')[0] ?? ''));
  expect((second ?? 0n) - (first ?? 0n)).toBe(1n);
  expect(file.count({ title: '', anywhere: 'water' })).toBe(2);
  file.close();
});

const WORDS = ['water', 'school', '教育', '学校', 'पानी', 'مدارس', 'well'];

test('what is indexed step by step is what is indexed from nothing, whatever happened', async () => {
  const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((list) => list.join(' '));
  const note = fc.integer({ min: 0, max: 5 }).map((n) => `n${n}`);
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('note' as const), note, title: words, text: words }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('stage' as const), note, title: words, text: words }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), note }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('erase' as const), n: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('catch up' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  );
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const own = mkdtempSync(join(folder, 'run-'));
    let run = await Notes.open(own);
    const keys: string[] = [];
    let stage = 0;
    for (const one of steps) {
      if (one.do === 'note') keys.push(...(await run.note(one.note, textsOf(one))));
      if (one.do === 'stage') keys.push(...(await run.note(one.note, textsOf(one), `stage-${stage}`)));
      if (one.do === 'release') await run.release(`stage-${stage++}`);
      if (one.do === 'withdraw') await run.note(one.note, {});
      if (one.do === 'erase' && keys.length > 0) await run.node.store.vault.erase(keys[one.n % keys.length] ?? '');
      if (one.do === 'catch up') await run.search.catchUp();
      if (one.do === 'restart') run = await run.reopen();
    }
    await run.search.catchUp();
    const grown = run.search.contents();
    const found = await Promise.all(WORDS.map((word) => run.ids(word)));
    run = await run.rebuilt();
    await run.search.catchUp();
    expect(grown).toEqual(run.search.contents());
    expect(found).toEqual(await Promise.all(WORDS.map((word) => run.ids(word))));
    await run.node.stop();
    rmSync(own, { recursive: true, force: true });
  });
  const seed = Number(process.env['SEED'] ?? Date.now()) | 0;
  console.info(`search: SEED=${seed}`);
  await fc.assert(property, { seed, numRuns: 30 });
});

describe('through the schema', () => {
  const SEARCH = `query ($text: String!, $first: Int, $after: String) {
    searchCouncil(text: $text, first: $first, after: $after) {
      nodes { id kind title snippet at } pageInfo { hasNextPage endCursor } totalCount isComplete } }`;

  test('a page of hits', async () => {
    await notes.note('a', { title: 'Clean water' });
    await notes.note('b', { title: 'A pump', text: 'It gives\nwater.' });
    const { data } = await notes.ask(SEARCH, { text: 'wat', first: 1 });
    expect(data.searchCouncil).toEqual({
      nodes: [{ id: 'a', kind: 'NOTE', title: 'Clean water', snippet: null, at: '2026-03-01T12:00:01.000Z' }],
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      totalCount: 2,
      isComplete: true,
    });
    const { endCursor: after } = data.searchCouncil.pageInfo;
    expect((await notes.ask(SEARCH, { text: 'wat', after })).data.searchCouncil).toMatchObject({
      nodes: [{ id: 'b', snippet: 'It gives water.' }],
      pageInfo: { hasNextPage: false },
    });
    const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0, isComplete: true };
    expect((await notes.ask(SEARCH, { text: 'fire' })).data.searchCouncil).toEqual(none);
  });

  test.each([
    ['text-is-malformed', { text: '\ud83d' }],
    ['text-is-too-long', { text: 'a'.repeat(201) }],
    ['search-has-no-words', { text: '"*"' }],
    ['search-has-too-many-words', { text: 'a b c d e f g h i j k l m n o p q' }],
    ['page-is-too-large', { text: 'a', first: 51 }],
    ['page-is-too-large', { text: 'a', first: -1 }],
    ['cursor-is-malformed', { text: 'a', after: 'T1 OR 1' }],
    ['cursor-is-malformed', { text: 'a', after: `T${'9'.repeat(19)}` }],
  ])('refused: %s', async (reason, variables) => {
    const { errors } = await notes.ask(SEARCH, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason } }]);
  });

  test('whatever is typed is answered or refused with a code', async () => {
    await notes.note('a', { title: 'Clean water', text: 'NEAR the "school" AND* the well - 100% 教育' });
    const bits = fc.constantFrom(
      '"',
      "'",
      '*',
      '-',
      '^',
      ':',
      '(',
      ')',
      '{',
      '}',
      '+',
      ' ',
      '\\',
      '\0',
      '💧',
      '\ud83d',
    );
    const words = fc.constantFrom(
      'NEAR',
      'AND',
      'OR',
      'NOT',
      'title',
      'water',
      '教',
      '育',
      'ال',
      'पा',
      '\u0301',
      'ﷺ',
      '1',
    );
    const text = fc.array(fc.oneof(bits, words, anyText()), { maxLength: 12 });
    const property = fc.asyncProperty(text, async (parts) => {
      const { data, errors } = await notes.ask(SEARCH, { text: parts.join('') });
      if (errors === undefined) expect(data.searchCouncil.isComplete).toBe(true);
      else expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: expect.any(String) } }]);
    });
    await fc.assert(property, { numRuns: 300 });
    for (const typed of ['"school"', 'near AND school', 'near(school', '100%', '-well', 'well*', '教育💧']) {
      expect([typed, await notes.ids(typed)]).toEqual([typed, ['a']]);
    }
  });
});

const textsOf = ({ title, text }: { title: string; text: string }) => ({ title, text });

function run(path: string, sql: string, ...values: string[]): void {
  const db = new DatabaseSync(path);
  db.prepare(sql).run(...values);
  db.close();
}

function eraseIn(path: string, key: string): void {
  run(path, 'DELETE FROM vault WHERE key = ?', key);
}

function setStanding(path: string, change: object): void {
  run(path, "UPDATE meta SET value = json_patch(value, ?) WHERE name = 'standing'", JSON.stringify(change));
  // What it holds is not of this journal either.
  run(path, "UPDATE entry SET id = 'x' || id");
}
