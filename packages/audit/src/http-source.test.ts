import { HubgraphError, type NetworkRequest, realWorld } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { get, NodeSource } from './http-source.ts';

const real = realWorld();
const clock = { ...real.clock, after: (_: number, run: () => void) => real.clock.after(0, run) };

type Answers = ({ status: number; body?: string } | string)[];

/** A network on which each request gets the next answer; a text is the code of an error. */
function network(...answers: Answers) {
  const asked: NetworkRequest[] = [];
  return {
    asked,
    world: {
      clock,
      network: {
        async request(call: NetworkRequest) {
          const answer = answers[Math.min(asked.length, answers.length - 1)] ?? '';
          asked.push(call);
          if (typeof answer === 'string') throw new HubgraphError(answer, 'It did not answer.');
          return { status: answer.status, headers: {}, body: answer.body ?? '' };
        },
      },
    },
  };
}

describe('reading a log over HTTP', () => {
  test('is bounded in time and size, and keeps every byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const { asked, world } = network({ status: 200, body: Buffer.from(bytes).toString('latin1') });
    expect(await get(world, 'http://a.example/x', 300)).toEqual(Buffer.from(bytes));
    expect(asked).toMatchObject([{ method: 'GET', sizeBytesMax: 300, encoding: 'latin1' }]);
    expect(asked[0]?.timeoutMs).toBeLessThanOrEqual(30_000);
  });

  test.each<[string, number, Answers]>([
    ['a time-out', 3, ['ERR_NETWORK_TIMEOUT']],
    ['a connection that is refused', 3, ['ERR_NETWORK_REFUSED']],
    ['a fault', 3, [{ status: 503 }]],
    ['too many requests', 3, [{ status: 429 }]],
    ['no right', 1, [{ status: 403 }]],
    ['a redirection', 1, [{ status: 302 }]],
    ['nothing at all', 1, [{ status: 204 }]],
  ])('after %s is tried %d times, and then not reachable', async (_, times, answers) => {
    const { asked, world } = network(...answers);
    await expect(get(world, 'http://a.example/x', 9)).rejects.toMatchObject({ code: 'ERR_LOG_UNREACHABLE' });
    expect(asked).toHaveLength(times);
  });

  test('goes on where the fault was one of the moment', async () => {
    const { world } = network('ERR_NETWORK_TIMEOUT', { status: 500 }, { status: 200, body: 'x' });
    expect(String(await get(world, 'http://a.example/x', 9))).toBe('x');
  });

  test('that is too large is not tried again', async () => {
    const { asked, world } = network('ERR_NETWORK_TOO_LARGE');
    await expect(get(world, 'http://a.example/x', 9)).rejects.toMatchObject({ code: 'ERR_LOG_TOO_LARGE' });
    expect(asked).toHaveLength(1);
  });

  test('does not take a fault of the program for one of the network', async () => {
    const broken = { clock, network: { request: () => Promise.reject(new TypeError('no')) } };
    await expect(get(broken, 'http://a.example/x', 9)).rejects.toThrow(TypeError);
  });
});

describe('the policy that a node says of itself', () => {
  const policyOf = async (...answers: Answers) => {
    const { world } = network(...answers);
    const policy = await new NodeSource(world, 'http://a.example', 'cases').policy();
    return policy === undefined ? undefined : String(policy);
  };

  test('is what it serves, else its key alone', async () => {
    expect(await policyOf({ status: 200, body: 'quorum none\n' })).toBe('quorum none\n');
    const about = JSON.stringify({ logs: { books: 'b', cases: 'c' } });
    expect(await policyOf({ status: 404 }, { status: 200, body: about })).toBe('log c\nquorum none\n');
  });

  test.each(['', 'x', '[]', 'null', '{}', '{"logs":null}', '{"logs":{"cases":5}}'])('is none in %j', async (body) => {
    expect(await policyOf({ status: 404 }, { status: 200, body })).toBeUndefined();
  });
});
