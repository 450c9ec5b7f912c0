import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePorts } from './free-ports.ts';
import { realWorld } from './real-world.ts';

/** A world whose chance is this port, again and again. */
const always = (port: number) => ({
  random: { bytes: () => Uint8Array.of((port - 15_000) >> 8, (port - 15_000) & 255) },
});

test('free ports are in a row, and not among those that systems hand out to connections', async () => {
  const [first = 0, ...more] = await freePorts(realWorld(), 3);
  expect(more).toEqual([first + 1, first + 2]);
  expect(first).toBeGreaterThanOrEqual(15_000);
  expect(first + 2).toBeLessThan(32_768);
});

test('a row with a port that is taken is none', async () => {
  const [first = 0, second = 0] = await freePorts(realWorld(), 2);
  expect(await freePorts(always(first), 2)).toEqual([first, second]);
  const server = createServer().listen(second, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  await expect(freePorts(always(first), 2)).rejects.toMatchObject({ code: 'ERR_PORT_IN_USE' });
  await new Promise((resolve) => server.close(resolve));
});
