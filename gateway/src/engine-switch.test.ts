import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { EngineSwitch } from './engine-switch.ts';

const events: string[] = [];
const engine = (name: string): Engine & { readonly name: string } => ({
  name,
  handler: async () => {},
  async stop() {
    events.push(`${name} stopped`);
  },
});
const nameOf = (one: Engine) => (one as unknown as { name: string }).name;

test('an engine whose place was taken runs what it began, and stops then', async () => {
  const engines = new EngineSwitch(engine('old'));
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const run = async (until: Promise<void>) =>
    engines.run(async (one) => {
      await until;
      events.push(`answered by ${nameOf(one)}`);
    });
  const running = [run(first.promise), run(second.promise)];
  engines.swap(engine('young'));
  engines.swap(engine('youngest'));
  await run(Promise.resolve());
  first.resolve();
  await running[0];
  const stopped = engines.stop();
  second.resolve();
  await stopped;
  expect(events).toEqual([
    'young stopped',
    'answered by youngest',
    'answered by old',
    'youngest stopped',
    'answered by old',
    'old stopped',
  ]);
});

test('a request that fails ends too', async () => {
  events.length = 0;
  const engines = new EngineSwitch(engine('old'));
  const gate = Promise.withResolvers<void>();
  const failing = engines.run(() => gate.promise);
  engines.swap(engine('young'));
  gate.reject(new Error('x'));
  await expect(failing).rejects.toThrow('x');
  await engines.stop();
  expect(events.sort()).toEqual(['old stopped', 'young stopped']);
});
