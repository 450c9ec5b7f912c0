import { expect, test } from 'vitest';
import { InFlight } from './in-flight.ts';

const staying = () => new AbortController().signal;

/** A question that is answered when the test says so. */
function question() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const run = async (signal: AbortSignal) => {
    signals.push(signal);
    return { answer: await promise, isWhole: true };
  };
  return { run, signals, resolve, reject };
}

test('what is asked again while it is under way is run once', async () => {
  const [inFlight, { run, signals, resolve }] = [new InFlight<string>(), question()];
  const all = ['a', 'a', 'b', 'a'].map((key) => inFlight.share(key, staying(), run));
  resolve('x');
  expect((await Promise.all(all)).map(({ isShared }) => isShared)).toEqual([false, true, false, true]);
  expect(signals).toHaveLength(2);
  await inFlight.share('a', staying(), run);
  expect(signals).toHaveLength(3);
});

test('a run is aborted when all who waited have left, and not before; who comes then begins anew', async () => {
  const [inFlight, { run, signals, resolve }] = [new InFlight<string>(), question()];
  const [one, other] = [new AbortController(), new AbortController()];
  const all = [inFlight.share('a', one.signal, run), inFlight.share('a', other.signal, run)];
  one.abort();
  expect(signals[0]?.aborted).toBe(false);
  other.abort();
  expect(signals[0]?.aborted).toBe(true);
  const late = inFlight.share('a', staying(), run);
  expect(signals).toHaveLength(2);
  resolve('x');
  expect(await late).toEqual({ answer: 'x', isShared: false });
  await Promise.all(all);
});

test('an error is of the one who asked; the others ask for themselves', async () => {
  const [inFlight, { run, signals, reject }] = [new InFlight<string>(), question()];
  const first = inFlight.share('a', staying(), run);
  const second = inFlight.share('a', staying(), async () => ({ answer: 'y', isWhole: true }));
  reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  expect(await second).toEqual({ answer: 'y', isShared: false });
  expect(signals).toHaveLength(1);
});

test('what is closed is shared with nobody new, and its end closes nothing that began later', async () => {
  const [inFlight, old, young] = [new InFlight<string>(), question(), question()];
  const first = inFlight.share('a', staying(), old.run);
  inFlight.closeAll();
  const second = inFlight.share('a', staying(), young.run);
  old.resolve('old');
  expect(await first).toEqual({ answer: 'old', isShared: false });
  const third = inFlight.share('a', staying(), young.run);
  young.resolve('young');
  expect(await Promise.all([second, third])).toEqual([
    { answer: 'young', isShared: false },
    { answer: 'young', isShared: true },
  ]);
});
