import { expect, test } from 'vitest';
import { all } from '../testing.test-helper.ts';
import { asTheyCome } from './as-they-come.ts';

const tasks = (count: number) => Array.from({ length: count }, () => Promise.withResolvers<string>());

test('gives each result when it is there, the fastest first', async () => {
  const [slow, fast] = tasks(2) as [PromiseWithResolvers<string>, PromiseWithResolvers<string>];
  const results = asTheyCome([slow, fast], 2, ({ promise }) => promise);
  const first = results.next();
  fast.resolve('fast');
  expect((await first).value).toBe('fast');
  slow.resolve('slow');
  expect((await results.next()).value).toBe('slow');
  expect((await results.next()).done).toBe(true);
});

test('asks no more at once than it may, and all in the end', async () => {
  let running = 0;
  let most = 0;
  const results = await all(
    asTheyCome([...Array(50).keys()], 16, async (task) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return task;
    }),
  );
  expect(results.sort((one, other) => one - other)).toEqual([...Array(50).keys()]);
  expect(most).toBe(16);
});

test('is over at once for no tasks, and ends with a task that throws', async () => {
  expect(await all(asTheyCome([], 4, async () => 1))).toEqual([]);
  const failing = asTheyCome([1, 2], 1, async () => {
    throw new Error('no');
  });
  await expect(all(failing)).rejects.toThrow('no');
});
