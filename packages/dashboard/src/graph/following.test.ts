import type { Positions } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { FOLLOWED_MAX, following, formatPositions, positionsIn } from './following.ts';
import { type Graph, graphAt } from './graph.ts';

const operation = { name: 'X', text: '{ x }' };

/** A graph that answers with these positions, one after the other, and what it was told. */
function answering(...answers: readonly (Record<string, number> | undefined)[]) {
  const told: string[] = [];
  const rest = [...answers];
  const graph: Graph = {
    async ask(_operation, _variables, _tokens, after) {
      told.push(formatPositions(after ?? new Map()));
      const positions = rest.shift();
      const learnt: Positions = new Map(Object.entries(positions ?? {}));
      return { data: null, errors: [], ...(positions === undefined ? {} : { positions: learnt }) };
    },
  };
  return { graph, told };
}

test('what a mutation reached is sent on with every further question, the furthest of each node', async () => {
  const { graph, told } = answering(undefined, { cee: 7 }, { council: 3, cee: 6 }, { cee: 9 });
  const followed = following(graph, new Map([['asia', 5]]));
  const further: boolean[] = [];
  for (let count = 0; count < 5; count += 1) {
    await followed.graph.ask(operation, {});
    further.push(followed.isFurther());
  }
  expect(told).toEqual(['asia=5', 'asia=5', 'asia=5, cee=7', 'asia=5, cee=7, council=3', 'asia=5, council=3, cee=9']);
  expect(further).toEqual([false, true, true, true, true]);
  expect(formatPositions(followed.positions())).toBe('asia=5, council=3, cee=9');
});

test('of many nodes those that were acted at last are kept', async () => {
  const many = Object.fromEntries(Array.from({ length: FOLLOWED_MAX + 3 }, (_, n) => [`hub-${n}`, n]));
  const { graph, told } = answering(many);
  const followed = following(graph, new Map());
  await followed.graph.ask(operation, {});
  await followed.graph.ask(operation, {});
  expect(told[1]).toBe('hub-3=3, hub-4=4, hub-5=5, hub-6=6, hub-7=7, hub-8=8, hub-9=9, hub-10=10');
  expect([...followed.positions().keys()]).toHaveLength(FOLLOWED_MAX);
});

test.each<[unknown, string]>([
  ['cee=7, council=3', 'cee=7, council=3'],
  [{ cee: 7 }, 'cee=7'],
  ['', ''],
  [{}, ''],
  [undefined, ''],
  [null, ''],
  [7, ''],
  ['cee', ''],
  ['cee=7; x=y', ''],
  ['cee=7, cee=8', ''],
  [{ cee: -1 }, ''],
  [{ cee: 1.5 }, ''],
  [{ cee: '7\r\nauthorization: x' }, ''],
  [[7], ''],
])('%j tells of %j', (value, positions) => {
  expect(formatPositions(positionsIn(value))).toBe(positions);
});

test('over the wire they are the header hub-after, and extensions.positions of a mutation', async () => {
  const headers: unknown[] = [];
  const graph = graphAt(
    () => 'http://graph.example',
    async (request) => {
      headers.push(request.headers['hub-after']);
      return { status: 200, body: JSON.stringify({ data: {}, extensions: { positions: { cee: 8 } } }) };
    },
    1_000,
  );
  const followed = following(graph, new Map());
  await followed.graph.ask(operation, {});
  await followed.graph.ask(operation, {});
  expect(headers).toEqual([undefined, 'cee=8']);
});
