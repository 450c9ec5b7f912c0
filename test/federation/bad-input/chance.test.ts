import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chance, expectClean, type Fixture, FUNDRAISING, send, today, usd } from '../fixture.test-helper.ts';
import { COMMITTEE, graphOf, HUB, LEAD, OTHER, TREASURER, twoHubs, ULID } from './two-hubs.test-helper.ts';

let fixture: Fixture;
let fund = '';
beforeAll(async () => {
  ({ fixture, fund } = await twoHubs());
});
afterAll(() => fixture.end());

describe('chance', () => {
  test('finds no request that breaks anything', async () => {
    const { ids } = fixture;
    const luck = chance('bad-input');
    const seeds: [string, Record<string, unknown>][] = [
      [
        'query A($id: ID!) { receipt(id: $id) { id amount { decimal } payment { id award { id } sources { amount { decimal } disbursement { id allocation { framework { motion { votes { choice } } } } } } } } }',
        { id: ids.receipt },
      ],
      [
        'query B($id: ID!, $first: Int, $after: String) { donation(id: $id) { uses { disbursement { uses { payment { receipts { id } } } } } } donations(first: $first, after: $after) { nodes { id } pageInfo { endCursor } } }',
        { id: ids.donation, first: 3, after: null },
      ],
      [
        'query C($from: Day!, $to: Day!, $in: String!) { movementFinance(from: $from, to: $to, reportCurrency: $in, acceptPartial: true) { hubs { cells { node amountMinor } } statement { total { key } byNode { key } } } }',
        { from: '2026-01-01', to: '2027-01-01', in: 'EUR' },
      ],
      [
        'query D($hub: ID!, $first: Int) { teams(hub: $hub, first: $first) { nodes { id name applications(first: $first) { nodes { id award { payments { id } } } } } } hub(id: $hub) { books { entries(first: $first, from: "2026-01-01") { nodes { id postings { account } } } } } }',
        { hub: HUB, first: 5 },
      ],
      [
        'mutation E($input: ApplyForFundsInput!) { applyForFunds(input: $input) { ... on Application { id } ... on Refused { code message } } }',
        {
          input: {
            team: ids.team,
            title: 't',
            plan: 'p',
            purpose: 'education',
            amount: { decimal: '1.00', currency: 'USD' },
            spentIn: 'KE',
          },
        },
      ],
      [
        'mutation F($input: PostEntryInput!) { postEntry(input: $input) { ... on JournalEntry { id } ... on Refused { code message } } }',
        {
          input: {
            hub: HUB,
            kind: 'k',
            effectiveDay: today(),
            postings: [
              { account: 'assets:bank:main', fund, debit: usd('1.00') },
              { account: 'income:donations', fund, credit: usd('1.00'), counterparty: 'PUBLIC' },
            ],
            cites: [{ name: 'a', value: 'b' }],
          },
        },
      ],
      [
        'mutation G($input: ProposeFrameworkInput!) { proposeFramework(input: $input) { ... on AllocationFramework { id } ... on Refused { code message } } }',
        { input: { version: 'v', shares: [{ hub: HUB, shareBasisPoints: 10_000 }], floorBasisPoints: 1 } },
      ],
      [
        'mutation H($input: RecordRatesInput!) { recordRates(input: $input) { ... on RateTable { id } ... on Refused { code message } } }',
        { input: { base: 'USD', date: '2020-01-01', source: 's', rates: [{ currency: 'EUR', perBase: '1.5' }] } },
      ],
    ];
    const values: unknown[] = [
      null,
      '',
      0,
      -1,
      1e9,
      2 ** 31,
      2 ** 53,
      1.5,
      true,
      [],
      {},
      [[[]]],
      '__proto__',
      'x'.repeat(5_000),
      '\u0000',
      '\ud800',
      '🙂',
      'NaN',
      '-0',
      '9'.repeat(400),
      '2026-13-01',
      '9999-12-31',
      '0000-01-01',
      'USD',
      'XXX',
      `${HUB}:team:${ULID}`,
      `${OTHER}:fund:${ULID}`,
      HUB,
      'mars',
      ids.team,
      ids.payment,
      ids.motion,
      ids.disbursement,
      { __proto__: null, a: 1 },
      ['a', null],
      '1e3',
      '%00',
      '../..',
      '$' + '{1}',
      '{{1}}',
    ];
    const snippets = [
      '{',
      '}',
      '(',
      ')',
      ' __typename ',
      ' id ',
      ' ...F ',
      ' @skip(if: true) ',
      ' @include(if: $x) ',
      ' @defer ',
      ':',
      '$',
      '"',
      '#',
      ' a: ',
      ' null ',
      '\u0000',
      ' mutation ',
      ' first: 100 ',
      ' nodes { id } ',
      '&',
      '!',
      '[',
      ' 1e400 ',
      ' -1 ',
    ];
    const mutated = (value: unknown): unknown => {
      if (luck.below(4) === 0) return values[luck.below(values.length)];
      if (Array.isArray(value)) {
        const copy = value.map((inner) => (luck.below(3) === 0 ? mutated(inner) : inner));
        return luck.below(4) === 0 ? [...copy, ...copy] : copy;
      }
      if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value);
        const at = luck.below(entries.length + 1);
        return Object.fromEntries(
          entries.flatMap(([key, inner], index) =>
            index !== at
              ? [[key, inner]]
              : luck.below(8) === 0
                ? []
                : luck.below(10) === 0
                  ? [[`${key}x`, inner]]
                  : [[key, mutated(inner)]],
          ),
        );
      }
      if (typeof value === 'string' && luck.below(2) === 0) {
        const at = luck.below(value.length + 1);
        return value.slice(0, at) + String.fromCharCode(luck.below(300)) + value.slice(at + luck.below(3));
      }
      return values[luck.below(values.length)];
    };
    const garbled = (text: string): string => {
      const at = luck.below(text.length);
      const snippet = snippets[luck.below(snippets.length)] ?? '';
      return luck.below(2) === 0
        ? text.slice(0, at) + snippet + text.slice(at)
        : text.slice(0, at) + text.slice(at + 1 + luck.below(10));
    };
    const people = [undefined, TREASURER, LEAD, COMMITTEE, 'council/Farid Demo', 'council/Adaeze Demo', FUNDRAISING];
    const tokens = await Promise.all(
      people.map((who) => (who === undefined ? undefined : fixture.movement.client.token(who))),
    );
    const broken: string[] = [];
    for (let time = 0; time < 300; time += 1) {
      let [text, variables]: [string, unknown] = seeds[luck.below(seeds.length)] ?? ['', {}];
      const isText = luck.below(3) === 0;
      for (let more = luck.below(3); more >= 0; more -= 1) {
        if (isText) text = garbled(text);
        else variables = mutated(variables);
      }
      const token = tokens[luck.below(tokens.length)];
      const body = JSON.stringify({ query: text, variables });
      const answer = await send(
        graphOf(fixture),
        body,
        token === undefined ? {} : { authorization: `Bearer ${token}` },
      );
      if (answer.status >= 500 || answer.text.includes('INTERNAL_SERVER_ERROR') || answer.text.includes('"ERR_')) {
        broken.push(`#${time} ${answer.status} ${body.slice(0, 600)} → ${answer.text.slice(0, 400)}`);
        continue;
      }
      try {
        expectClean(answer);
      } catch (error) {
        broken.push(`#${time} ${body.slice(0, 400)} → ${String(error).slice(0, 300)} ${answer.text.slice(0, 300)}`);
      }
    }
    expect(broken, `SEED=${luck.seed}`).toEqual([]);
    const { data } = await fixture.movement.client.ask<{
      hub: { books: { trialBalance: { debits: object; credits: object }[] } };
    }>(`{ hub(id: "${HUB}") { books { trialBalance { debits { amountMinor } credits { amountMinor } } } } }`);
    for (const { debits, credits } of data?.hub.books.trialBalance ?? []) expect(debits).toEqual(credits);
  });
});
