import type { World } from '@hubgraph/kernel';

const PAUSE_MS = 25;

/**
 * Asks again and again until the answer is there.
 * @throws {Error} after `limitMs`, naming what was waited for.
 */
export async function until<T>(
  world: World,
  what: string,
  ask: () => Promise<T | undefined>,
  limitMs = 20_000,
): Promise<T> {
  const end = world.clock.now() + limitMs;
  let last: unknown;
  while (world.clock.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise<void>((resolve) => void world.clock.after(PAUSE_MS, resolve));
  }
  throw new Error(`Waited ${limitMs} ms in vain for: ${what}.${last instanceof Error ? ` ${last.message}` : ''}`);
}
