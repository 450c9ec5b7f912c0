import { statSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '@hubgraph/dev-env';
import { isRejection, newId, realWorld } from '@hubgraph/kernel';
import { personActor, type RunningNode, TextSealer } from '@hubgraph/node';
import { load, percentile } from './support/load.ts';
import type { Report } from './support/report.ts';
import { HUB, loneHub } from './thread/hub.ts';

const THINGS = 100_000;
const WAITING = 256;
const SEARCHES = 300;
const WORDS_OF_TEXT = 50;
const VOCABULARY = 20_000;
const CHINESE = '为农村的孩子们提供教育项目和清洁的水大学图书馆老师培训社区卫生';

/** Searching among 100,000 learnings at one hub, and what it costs to take them up. */
export async function run(report: Report): Promise<void> {
  const world = realWorld();
  const spec = loneHub(report.folder, []);
  const first = await runNode(world, spec);
  try {
    report.progress(`${THINGS} learnings`);
    const filled = await load({ clients: WAITING, seconds: 0, countMin: THINGS }, (turn) => share(first.node, turn));
    report.add('share_learning_per_s', filled.perSecond);
    const behind = performance.now();
    await searchOf(first.node).catchUp();
    report.add('index_behind_at_the_end_s', (performance.now() - behind) / 1000);
    await measureSearches(report, first.node);
    await measureErasing(report, first.node);
  } finally {
    await first.stop();
  }
  const file = join(spec.config.folder, 'search.db');
  report.add('index_mib', statSync(file).size / 2 ** 20);
  for (const suffix of ['', '-wal', '-shm']) world.disk.remove(file + suffix);
  const again = await runNode(world, spec);
  try {
    report.progress('the index made anew');
    const began = performance.now();
    await searchOf(again.node).catchUp();
    report.add('index_anew_things_per_s', THINGS / ((performance.now() - began) / 1000));
  } finally {
    await again.stop();
  }
}

async function measureSearches(report: Report, node: RunningNode): Promise<void> {
  const kinds: readonly (readonly [string, (turn: number) => string])[] = [
    ['rare_word', (turn) => word(VOCABULARY - 1 - (turn % 1_000))],
    ['word_of_all', () => 'everywhere'],
    ['two_common_words', (turn) => `${word(turn % 20)} everywhere`],
    ['three_words_and_a_beginning', (turn) => `${word(turn % 50)} ${word(turn % 70)} ${word(turn % 90)} e`],
    ['one_letter', (turn) => 'abcdefghijkl'[turn % 12] ?? 'a'],
    ['two_chinese_characters', (turn) => CHINESE.slice(turn % 28, (turn % 28) + 2)],
    ['nothing_found', (turn) => `absent${turn}`],
  ];
  for (const [name, text] of kinds) {
    report.progress(`search: ${name}`);
    const page = (turn: number) => find(node, text(turn));
    await load({ clients: 1, seconds: 0, countMin: 20 }, page);
    const { latenciesMs } = await load({ clients: 1, seconds: 0, countMin: SEARCHES }, page);
    report.add(`search_${name}_p50_ms`, percentile(latenciesMs, 0.5));
    report.add(`search_${name}_p99_ms`, percentile(latenciesMs, 0.99));
  }
  const count = async () => (await find(node, 'everywhere')).total();
  const { latenciesMs } = await load({ clients: 1, seconds: 0, countMin: 50 }, count);
  report.add('search_word_of_all_counted_p50_ms', percentile(latenciesMs, 0.5));
}

async function measureErasing(report: Report, node: RunningNode): Promise<void> {
  report.progress('erasing');
  const hits = (await find(node, 'everywhere', 40)).hits;
  const keys = hits.map(({ id }) => node.read.entity<{ text: { key: string } }>('learning', id)?.text.key ?? '');
  const erase = async (turn: number) => node.store.vault.erase(keys[turn] ?? '');
  const { latenciesMs } = await load({ clients: 1, seconds: 0, countMin: keys.length }, erase);
  report.add('erase_p50_ms', percentile(latenciesMs, 0.5));
}

async function find(node: RunningNode, text: string, first = 10) {
  const found = await searchOf(node).find(text, { first, after: undefined });
  if (isRejection(found)) throw new Error(found.message);
  return found;
}

function searchOf({ search }: RunningNode) {
  if (search === undefined) throw new Error('A hub has a search.');
  return search;
}

const staff = personActor(`${HUB}:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF`, [{ role: 'staff' }]);

async function share(node: RunningNode, turn: number): Promise<void> {
  const texts = new TextSealer(node.world, HUB);
  const next = numbers(turn);
  const words = (count: number) => Array.from({ length: count }, () => word(Math.floor(next() ** 3 * VOCABULARY)));
  const from = Math.floor(next() * 20);
  const title = texts.seal(words(6).join(' '));
  const text = texts.seal(`${words(WORDS_OF_TEXT).join(' ')} everywhere ${CHINESE.slice(from, from + 8)}.`);
  const payload = { learning: newId(node.world, HUB, 'learning'), title, text, topics: [] };
  const key = { commandId: newId(node.world, HUB, 'command'), fingerprint: 'bench', texts: texts.entries };
  const outcome = await node.handle(staff, 'ShareLearning', payload, key);
  if (isRejection(outcome)) throw new Error(outcome.message);
}

/** The same numbers between 0 and 1 in each run (Park and Miller). */
function numbers(seed: number): () => number {
  let state = (seed + 1) * 48_271;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A word that looks like one: the first ones are short, as in languages. */
function word(n: number): string {
  const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru'];
  return [...String(n)].map((digit) => syllables[Number(digit)]).join('');
}
