import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestGateway } from './gateway.test-helper.ts';

let at: TestGateway;
beforeAll(async () => {
  at = await TestGateway.start();
});
afterAll(() => at.stop());

describe('what an operator sees', () => {
  const lines = () =>
    at.logged.filter((one) => (one as { level: string }).level === 'info') as Record<string, unknown>[];

  test('one line for each request, with its id, what it came to and how long it took', async () => {
    at.trademark = (_request, response) => void response.end('{"data":{"trademarkAgreements":{"totalCount":3}}}');
    at.logged.length = 0;
    await at.ask('query Count { trademarkAgreements { totalCount } }');
    expect(lines()).toMatchObject([
      { request: expect.stringMatching(/^gateway:request:/), operation: 'query', name: 'Count', outcome: 'complete' },
    ]);
    expect(lines()[0]).toMatchObject({ calls: 1, ms: expect.any(Number) });
    at.logged.length = 0;
    at.trademark = (_request, response) => void response.writeHead(503).end();
    await at.ask('{ trademarkAgreements { totalCount } }');
    await at.ask('{ nothing }');
    expect(lines().map(({ outcome, operation, codes }) => [outcome, operation, codes])).toEqual([
      ['failed', 'query', ['NODE_UNAVAILABLE']],
      ['failed', 'none', ['GRAPHQL_VALIDATION_FAILED']],
    ]);
  });

  test('counts for Prometheus, to be read on this machine and through no proxy', async () => {
    const { status, text } = await at.send('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('hubgraph_requests_total{operation="query",outcome="complete"}');
    expect(text).toContain('hubgraph_calls_total{node="trademark",outcome="http-5xx"}');
    expect(text).toMatch(/hubgraph_call_seconds_count\{node="trademark"\} \d+/);
    expect(text).toContain('hubgraph_registry_epoch 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    const proxied = await fetch(`${at.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(proxied.status).toBe(404);
  });

  test('a stop lets what runs end, and takes nothing new', async () => {
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    at.trademark = async (_request, response) => {
      asked.resolve();
      await go.promise;
      response.end('{"data":{"trademarkAgreements":{"totalCount":4}}}');
    };
    const running = fetch(`${at.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ trademarkAgreements { totalCount } }' }),
    });
    await asked.promise;
    const { url } = at;
    const stopped = at.stopGateway();
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    go.resolve();
    expect(await (await running).json()).toEqual({ data: { trademarkAgreements: { totalCount: 4 } } });
    await stopped;
  });
});
