import { until } from '@hubgraph/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerJson, dayBack, type FakeNode, type Fixture, fakeNode, world } from '../fixture.test-helper.ts';
import { complete, FIRST_DAY, report, type Statement, TOMORROW } from './statement.test-helper.ts';

const MONTH = dayBack(0).slice(0, 7);

/** A hub is believed about itself, and about nobody else. */
export function whatAHubAnswers(seededMovement: () => Fixture): void {
  describe('a hub that answers', () => {
    let fake: FakeNode | undefined;
    let whole: Statement;

    const part = (over: object = {}, missingBooks: object[] = []) => ({
      hubs: {
        cells: [],
        positions: [],
        coverage: {
          asked: ['andes'],
          answered: ['andes'],
          missing: [],
          asOf: [{ node: 'andes', seq: 1, at: '2026-01-01T00:00:00.000Z' }],
          missingBooks,
        },
        ...over,
      },
    });
    const cell = (over: object = {}) => ({
      node: 'andes',
      entity: null,
      kind: 'INCOME',
      currency: 'PEN',
      country: null,
      decidedIn: null,
      ...{ costClass: null, fundKind: null, account: null, counterparty: null },
      ...{ fund: null, project: null, team: null, allowedBy: null },
      purpose: 'x',
      amountMinor: '100',
      months: [{ month: MONTH, amountMinor: '100' }],
      ...over,
    });
    /** Answers `_entities` as the router asks for it, with its own name for `__typename`. */
    const entity = (value: unknown) => (request: { body: string }) => {
      const query = (JSON.parse(request.body) as { query: string }).query;
      const key = /(\w+):\s*_entities/.exec(query)?.[1] ?? '_entities';
      return { data: { [key]: [{ hubRouterType: 'MovementFinance', ...(value as object) }] } };
    };

    beforeAll(async () => {
      whole = await complete(seededMovement().movement);
      await seededMovement().movement.stopNode('andes');
    });
    afterAll(async () => {
      await fake?.stop();
      await seededMovement().movement.startNode('andes');
    });

    /** The router leaves a hub alone that failed too often: wait until it asks again. */
    const probed = (handler: FakeNode['handler']) =>
      until(
        world,
        'andes is asked',
        async () => {
          const { endpoint } = seededMovement().movement.spec('andes').config;
          fake ??= await fakeNode(endpoint, handler);
          fake.handler = handler;
          const before = fake.seen.length;
          const partial = await report(seededMovement().movement, FIRST_DAY, TOMORROW, 'USD', true);
          return fake.seen.length > before ? partial : undefined;
        },
        25_000,
      );
    /** An answer that closes the router's breaker again. */
    const wellAgain = () => probed((request, reply) => answerJson(reply, entity(part())(request)));

    test('as it should is believed about itself', async () => {
      const good = await probed((request, reply) => answerJson(reply, entity(part({ cells: [cell()] }))(request)));
      expect(good.statement?.isComplete).toBe(true);
      expect(good.statement?.byNode.find((line) => line.key === 'andes')?.income).toEqual([
        { amountMinor: '100', currency: 'PEN' },
      ]);
    });

    test('without the books of a team says whose, and figures are not complete once their period has ended', async () => {
      const missing = { node: 'andes', team: 'andes:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', from: FIRST_DAY, to: TOMORROW };
      for (const status of ['RUNNING', 'DUE', 'LATE']) {
        const books = [{ ...missing, status }];
        const { statement } = await probed((request, reply) => answerJson(reply, entity(part({}, books))(request)));
        expect(statement?.coverage.missingBooks).toEqual(books);
        expect(statement?.isComplete).toBe(status === 'RUNNING');
      }
    });

    test('with 3,000 sums of a year each is believed too: what the gateway brings to the council fits', async () => {
      const months = Array.from({ length: 12 }, (_, n) => ({
        month: dayBack(30 * (n + 1)).slice(0, 7),
        amountMinor: '7',
      }));
      const cells = Array.from({ length: 3_000 }, (_, n) =>
        cell({ purpose: `purpose-${n}`, amountMinor: '84', months }),
      );
      const { statement } = await probed((request, reply) => answerJson(reply, entity(part({ cells }))(request)));
      expect(statement?.isComplete).toBe(true);
      expect(statement?.byNode.find((line) => line.key === 'andes')?.income).toEqual([
        { amountMinor: '252000', currency: 'PEN' },
      ]);
    });

    const bad: [string, FakeNode['handler']][] = [
      ['with no JSON', (_, reply) => void reply.end('<html>no</html>')],
      ['with nothing', (_, reply) => void reply.end()],
      [
        'and breaks off',
        (_, reply) => {
          reply.writeHead(200, { 'content-length': '500' });
          reply.write('{"data":');
          reply.destroy();
        },
      ],
      ['never', () => {}],
      [
        'for ever, byte by byte',
        (_, reply) => {
          const timer = setInterval(() => reply.write(' '), 20);
          reply.once('close', () => clearInterval(timer));
        },
      ],
      ['with 9 MB', (_, reply) => void reply.end(JSON.stringify({ data: 'x'.repeat(9_000_000) }))],
      ['with 500', (_, reply) => answerJson(reply, { error: 'x' }, 500)],
      [
        'with 302',
        (_, reply) => {
          reply.writeHead(302, { location: `${seededMovement().movement.spec('cee').config.endpoint}/graphql` });
          reply.end();
        },
      ],
      ['with a list', (_, reply) => answerJson(reply, [])],
      ['with null', (_, reply) => answerJson(reply, null)],
      ['with data null', (_, reply) => answerJson(reply, { data: null })],
      ['with no entity', (request, reply) => answerJson(reply, { data: { _entities: [] }, b: request.url })],
      [
        'with two entities',
        (request, reply) => {
          const a = entity(part())(request);
          for (const list of Object.values(a.data)) list.push(...list);
          answerJson(reply, a);
        },
      ],
      ['with cells that are text', (request, reply) => answerJson(reply, entity(part({ cells: 'none' }))(request))],
      [
        'with an amount that is a number',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: 100.5 })] }))(request)),
      ],
      [
        'with an amount that is not a whole number',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: '1e9' })] }))(request)),
      ],
      [
        'with an amount that is no number',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: 'a lot' })] }))(request)),
      ],
      [
        'with an empty amount',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ amountMinor: '' })] }))(request)),
      ],
      [
        'with an amount of 100,000 digits',
        (request, reply) =>
          answerJson(reply, entity(part({ cells: [cell({ amountMinor: '9'.repeat(100_000) })] }))(request)),
      ],
      [
        'with a position that is no number',
        (request, reply) =>
          answerJson(
            reply,
            entity(part({ positions: [{ node: 'andes', currency: 'PEN', amountMinor: 'x' }] }))(request),
          ),
      ],
      [
        'with months that do not add up',
        (request, reply) =>
          answerJson(
            reply,
            entity(part({ cells: [cell({ months: [{ month: MONTH, amountMinor: '99' }] })] }))(request),
          ),
      ],
      [
        'with a month outside the period',
        (request, reply) =>
          answerJson(
            reply,
            entity(part({ cells: [cell({ months: [{ month: '2019-01', amountMinor: '100' }] })] }))(request),
          ),
      ],
      [
        'with a month that is none',
        (request, reply) =>
          answerJson(
            reply,
            entity(part({ cells: [cell({ months: [{ month: 'May', amountMinor: '100' }] })] }))(request),
          ),
      ],
      [
        'with a kind that is not known',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ kind: 'GIFT' })] }))(request)),
      ],
      [
        'with a currency that is none',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ currency: '<b>' })] }))(request)),
      ],
      [
        'in another hub’s name',
        (request, reply) =>
          answerJson(
            reply,
            entity(part({ cells: [cell({ node: 'cee', kind: 'EXPENSE', currency: 'RSD', amountMinor: '999999' })] }))(
              request,
            ),
          ),
      ],
      [
        'with a position in another hub’s name',
        (request, reply) =>
          answerJson(reply, entity(part({ positions: [{ node: 'cee', currency: 'RSD', amountMinor: '1' }] }))(request)),
      ],
      [
        'in the support system’s name',
        (request, reply) => answerJson(reply, entity(part({ cells: [cell({ node: 'fundraising' })] }))(request)),
      ],
      ['nesting 10,000 deep', (_, reply) => void reply.end(`{"data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
      [
        'with __proto__',
        (_, reply) =>
          void reply.end(
            '{"data":{"__proto__":{"polluted":true},"_entities":[{"__proto__":{"polluted":1},"__typename":"MovementFinance","hubs":null}]}}',
          ),
      ],
    ];

    test.each(bad)(
      '%s costs its own part, and no other’s',
      async (_, handler) => {
        await wellAgain();
        const { statement, text } = await probed(handler);
        expect(text).not.toContain('INTERNAL_SERVER_ERROR');
        if (statement === null) return expect.fail(`no statement: ${text.slice(0, 400)}`);
        expect(statement.byNode.filter((line) => line.key !== 'andes')).toEqual(
          whole.byNode.filter((line) => line.key !== 'andes'),
        );
        expect(statement.balances.filter((line) => line.node !== 'andes')).toEqual(
          whole.balances.filter((line) => line.node !== 'andes'),
        );
        expect(statement.isComplete).toBe(false);
        expect(statement.coverage.missing.map((one) => one.node)).toEqual(['andes']);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      },
      40_000,
    );

    test('that others are missing, or that it is everybody, is not believed', async () => {
      const coverage = {
        asked: ['andes', 'mars'],
        answered: ['andes', 'cee', 'mars'],
        missing: [{ node: 'cee', reason: 'x' }],
        asOf: [{ node: 'cee', seq: 9_999, at: '2026-01-01T00:00:00.000Z' }],
      };
      await wellAgain();
      const { statement } = await probed((request, reply) => answerJson(reply, entity(part({ coverage }))(request)));
      expect(statement?.coverage.asked).not.toContain('mars');
      expect(statement?.coverage.answered).not.toContain('mars');
      expect(statement?.coverage.missing.filter((one) => one.node !== 'andes')).toEqual([]);
      expect(statement?.coverage.asOf.filter((one) => one.node === 'cee').map((one) => one.seq)).not.toContain(9_999);
    });
  });
}
