import { describe, expect, test } from 'vitest';
import { hasMessage } from '../../i18n/catalogue.ts';
import { type Answers, graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { hub } from '../hub/page.tsx';
import { hubGrants } from '../hub-lists/pages.tsx';
import { hubs } from '../hubs/page.tsx';
import { team } from '../team/page.tsx';
import { emptyOf } from './filter.tsx';

const AT = '2026-03-01T10:00:00.000Z';
const usd = (decimal: string) => ({
  decimal,
  currency: 'USD',
  amountMinor: decimal.replace('.', '').replace(/^0+(?=\d)/, ''),
});
const pageOf = (nodes: readonly unknown[], totalCount = nodes.length) => ({
  totalCount,
  nodes,
  pageInfo: { hasNextPage: totalCount > nodes.length, endCursor: totalCount > nodes.length ? 'c' : null },
});
const listed = (id: string, more: object = {}) => ({
  id,
  name: `Hub ${id}`,
  kind: 'REGIONAL',
  status: 'AUTHORISED',
  country: 'KE',
  languages: ['sw', 'en'],
  since: AT,
  ...more,
});
const own = (id: string, more: object = {}) => ({
  id,
  status: 'AUTHORISED',
  teams: { totalCount: 3 },
  books: {
    funds: {
      pageInfo: { hasNextPage: false },
      nodes: [{ id: 'f', balances: [{ currency: 'USD', available: usd('10.00') }] }],
    },
  },
  ...more,
});

describe('all hubs', () => {
  const shown = (answers: Answers, address = '/hubs') => show(hubs, visitTo(address, {}, graphOf(answers)));
  const answers = (
    nodes: readonly unknown[],
    said: readonly unknown[],
    errors: ReturnType<typeof silent>[] = [],
  ): Answers => ({
    hubs: () => ({ data: { hubs: pageOf(nodes) } }),
    hubsOfThemselves: () => ({ data: { hubs: { nodes: said } }, errors }),
  });

  test('have the council’s word and their own', async () => {
    const { text } = await shown(answers([listed('cee')], [own('cee')]));
    expect(text).toMatch(/Hub cee authorised a part of the world Kenya Swahili and English since Mar 1, 2026/);
    expect(text).toMatch(/cee 3 USD.10\.00/);
  });

  test('that state no amount are as if they had not answered; the others stand', async () => {
    const odd = own('odd');
    odd.books.funds.nodes[0]?.balances.push({ currency: 'USD', available: { ...usd('5.00'), amountMinor: 'x' } });
    const { text } = await shown(answers([listed('odd', { since: 'soon' }), listed('cee')], [odd, own('cee')]));
    expect(text).toContain('odd Its answer does not fit what was asked.');
    expect(text).toContain('since no day: soon');
    expect(text).toMatch(/cee 3 USD.10\.00/);
  });

  test('have names of a length that can be read', async () => {
    const { text } = await shown(answers([listed('cee', { name: 'n'.repeat(100_000) })], [own('cee')]));
    expect(text).toContain(`${'n'.repeat(199)}…`);
    expect(text.length).toBeLessThan(2_000);
  });

  test('keep their row when they do not answer', async () => {
    const nothing = { teams: null, books: null };
    const { html, text } = await shown(
      answers([listed('cee'), listed('andes')], [own('cee'), own('andes', nothing)], [silent('andes')]),
    );
    expect(html).toContain('<tr role="row" class="missing">');
    expect(text).toMatch(/andes It cannot be reached/);
    expect(text).toMatch(/cee 3/);
  });

  test('are not asked before the council authorised them', async () => {
    const proposed = { status: 'PROPOSED', teams: null, books: null };
    const { text, html } = await shown(answers([listed('new', proposed)], [own('new', proposed)]));
    expect(text).toContain('It has no rights yet, and is not asked.');
    expect(html).not.toContain('class="missing"');
  });

  test('say why there is none, and what would change that', async () => {
    expect((await shown(answers([], []))).text).toContain('as soon as a community proposes it');
  });

  test('are missing as a whole when the council is', async () => {
    const down = () => ({ data: null, errors: [silent('council')] });
    expect((await shown({ hubs: down, hubsOfThemselves: down })).text).toMatch(/council does not answer/);
  });

  test('have no page at a cursor that is none, and say so', async () => {
    const bad = () => ({ data: null, errors: [{ code: 'BAD_USER_INPUT', node: 'council' }] });
    const { text } = await shown({ hubs: bad, hubsOfThemselves: bad }, '/hubs?after=x');
    expect(text).toContain('This list has no such page');
    expect(text).not.toContain('does not answer');
  });

  test('take a filter from the address, and none that there is not', async () => {
    const asked: unknown[] = [];
    const record: Answers = {
      hubs: ({ status }) => {
        asked.push(status);
        return { data: { hubs: pageOf([]) } };
      },
      hubsOfThemselves: () => ({ data: { hubs: { nodes: [] } } }),
    };
    await shown(record, '/hubs?status=suspended');
    await shown(record, '/hubs?status=evil');
    expect(asked).toEqual(['SUSPENDED', null]);
  });
});

const councilOn = (more: object = {}) => ({
  ...listed('cee'),
  currency: 'USD',
  endpoint: 'https://cee.example',
  statementKeys: ['k'],
  proposedBy: { id: 'council:person:1', name: null },
  motion: { id: 'council:motion:1', kind: 'AUTHORISE_HUB' },
  mayRecogniseTeams: true,
  trademarkAgreement: null,
  heldFunds: [usd('5.00')],
  disbursements: pageOf([]),
  ...more,
});
const application = (more: object = {}) => ({
  id: 'cee:application:1',
  title: 'Libraries',
  purpose: 'education',
  spentIn: 'RS',
  status: 'OPEN',
  appliedAt: AT,
  amount: usd('100.00'),
  team: { id: 'cee:team:1', name: 'Readers' },
  decision: null,
  award: null,
  ...more,
});
const declined = application({
  status: 'DECLINED',
  decision: { outcome: 'DECLINE', reason: 'Too large for us.', decidedAt: AT, decidedBy: { id: 'p', name: 'Ana' } },
});
const ofItself = {
  teams: pageOf([]),
  waiting: pageOf([]),
  granted: pageOf([]),
  refused: pageOf([declined]),
  hub: {
    id: 'cee',
    mandates: pageOf([]),
    charter: null,
    books: {
      income: { totalCount: 1, totals: [usd('7.00')] },
      spending: { totalCount: 0, totals: [] },
      funds: pageOf([]),
    },
    learnings: pageOf([]),
    grants: { totalCount: 0, totals: [] },
  },
};
const nothingOfItself = { teams: null, waiting: null, granted: null, refused: null, hub: { id: 'cee', books: null } };

describe('a hub', () => {
  const shown = (answers: Answers) => show(hub, visitTo('/hubs/cee', { hub: 'cee' }, graphOf(answers)));
  const logSeen = (change: object = {}) => ({
    size: 12,
    isWitnessed: true,
    witnesses: [{ node: 'council' }, { node: 'asia' }],
    evidence: [],
    asOf: '2026-05-14T10:00:00.000Z',
    fault: null,
    ...change,
  });
  const logs = (books: object = {}, cases: object = {}) => ({
    hubLog: () => ({
      data: {
        registry: { endpoint: 'https://council.example' },
        hub: { id: 'cee', log: { node: 'cee', books: logSeen(books), cases: logSeen(cases) } },
      },
    }),
  });
  const evidence = (change: object = {}) => ({
    id: 'a'.repeat(64),
    kind: 'INCONSISTENT',
    foundBy: 'asia',
    at: '2026-05-14T10:00:00.000Z',
    isResolved: false,
    resolvedAt: null,
    ...change,
  });
  const whole: Answers = {
    hub: () => ({ data: { hub: councilOn() } }),
    hubOfItself: () => ({ data: ofItself }),
    ...logs(),
  };

  test('shows what others say of it, and what it says itself', async () => {
    const { text, html } = await shown(whole);
    expect(text).toContain('Allocated to this hub and not paid yet');
    expect(text).toMatch(/Came in USD.7\.00 Every posting/);
    expect(text).toMatch(/Was spent – nothing booked/);
    expect(html).toContain('/en/books/cee/postings?kind=income&amp;from=2026-01-01&amp;to=2026-05-15');
    expect(html).toContain('/en/decisions/council:motion:1');
    expect(text).toContain('a person whose name was erased');
  });

  test('shows a refusal’s reason as plainly as a grant', async () => {
    expect((await shown(whole)).text).toMatch(/Refused, because: Too large for us\./);
  });

  test('that does not answer still has all that others know', async () => {
    const { text } = await shown({ ...whole, hubOfItself: () => ({ data: nothingOfItself, errors: [silent('cee')] }) });
    expect(text).toMatch(/cee does not answer/);
    expect(text).toContain('They are not lost');
    expect(text).toContain('Allocated to this hub');
    expect(text).toContain('No agreement was ever offered');
  });

  test('lacks only the part of a support node that does not answer', async () => {
    const hubWithout = councilOn({ disbursements: null, heldFunds: null });
    const { text } = await shown({
      ...whole,
      hub: () => ({ data: { hub: hubWithout }, errors: [silent('fundraising')] }),
    });
    expect(text).toMatch(/fundraising does not answer/);
    expect(text).toMatch(/Too large for us/);
  });

  test('of which a text was altered says so in its place, and stands', async () => {
    const error = { code: 'ERR_TEXT_DIFFERS', node: 'cee' };
    const altered = application({ title: 'ERR_TEXT_DIFFERS', team: { id: 'cee:team:1', name: null } });
    const { text, html } = await shown({
      ...whole,
      hubOfItself: () => ({ data: { ...ofItself, waiting: pageOf([altered]) }, errors: [error] }),
    });
    expect(text).toMatch(/Not shown: this text is not the one that was written\. .* ERR_TEXT_DIFFERS/);
    expect(html.match(/class="differing"/g)).toHaveLength(1);
    expect(text).toContain('Too large for us.');
    expect(text).toContain('Watched by others');
  });

  test('is shown by its own word when the council does not answer', async () => {
    const { text, status } = await shown({
      ...whole,
      hub: () => ({ data: { hub: null }, errors: [silent('council')] }),
    });
    expect(status).toBe(200);
    expect(text).toMatch(/council does not answer/);
    expect(text).toMatch(/Too large for us/);
  });

  test('that nobody knows is not found', async () => {
    const unknown = {
      ...logs(),
      hubOfItself: () => ({ data: nothingOfItself, errors: [{ code: 'UNKNOWN_HUB', node: 'cee' }] }),
    };
    expect((await shown({ ...unknown, hub: () => ({ data: { hub: null } }) })).status).toBe(404);
  });

  test('is shown with who has witnessed its logs', async () => {
    const { text, html } = await shown(whole);
    expect(text).toMatch(/books, in clear.*witnessed.*Global Council.*asia.*12/);
    expect(html).toContain('/en/hubs/asia');
    expect(text).toContain('npx hubgraph policy https://council.example cee &gt; cee.policy');
    expect(text).toContain('npx hubgraph verify https://cee.example --policy cee.policy');
    expect(text).not.toMatch(/unwitnessed|speaks against/);
  });

  test('is shown without commands for a shell where it has no address, or the council has none', async () => {
    const noneOfCouncil = logs().hubLog().data;
    for (const change of [
      { hub: () => ({ data: { hub: councilOn({ endpoint: null }) } }) },
      { hub: () => ({ data: { hub: councilOn({ endpoint: 'cee; id' }) } }) },
      { hubLog: () => ({ data: { ...noneOfCouncil, registry: { endpoint: null } } }) },
      { hubLog: () => ({ data: { ...noneOfCouncil, registry: null } }) },
    ]) {
      const { text } = await shown({ ...whole, ...change });
      expect(text).toContain('Watched by others');
      expect(text).not.toContain('npx');
    }
  });

  test('is shown as unwitnessed where its logs have no quorum, or nobody saw them', async () => {
    const unseen = { size: null, isWitnessed: false, witnesses: [], asOf: null, fault: 'Nobody has looked.' };
    const { text } = await shown({ ...whole, ...logs({ isWitnessed: false, witnesses: [] }, unseen) });
    expect(text).toMatch(/books, in clear.*unwitnessed/);
    expect(text).toMatch(/cases, sealed.*not seen yet/);
    expect(text).not.toContain('this is what was seen before');
    const older = await shown({ ...whole, ...logs({ fault: 'The node did not answer.' }) });
    expect(older.text).toContain('this is what was seen before');
  });

  test('is shown with what speaks against its logs', async () => {
    const found = evidence({ kind: 'FORK' });
    const { text, html } = await shown({
      ...whole,
      ...logs({ evidence: [found, { ...found, id: 'b', kind: 'NEWER' }, evidence({ id: 'c' })] }),
    });
    expect(text).toMatch(/speaks against .*It signed two different histories; the two signatures prove it\./);
    expect(text).toContain('Found by asia');
    expect(text).toMatch(/a{64} .*Unresolved: the log has not shown it to this day\./);
    expect(text).toMatch(/Unresolved, and it cannot be resolved.* a{64}/);
    expect(html.match(/notice-failed/g)).toHaveLength(1);
    expect(html).not.toContain('notice-done');
  });

  test('is shown with what spoke against its logs and is resolved, after what is not, and less loudly', async () => {
    const resolved = { isResolved: true, resolvedAt: '2026-05-15T08:00:00.000Z' };
    const { text, html } = await shown({
      ...whole,
      ...logs({ evidence: [evidence({ ...resolved, id: 'past' })] }, { evidence: [evidence({ id: 'open' })] }),
    });
    expect(text).toMatch(/Failed Something speaks against the log of cases.* open .*What spoke against .*books.* past/);
    expect(text).toMatch(/Resolved: the council saw, first May 15, 2026, 8:00.AM UTC ,/);
    expect(html).toMatch(/class="notice notice-failed" role="alert".*class="notice notice-done" role="status"/s);
    // A council that says no more than that.
    const { text: short } = await shown({
      ...whole,
      ...logs({ evidence: [evidence({ isResolved: true })] }),
    });
    expect(short).toContain('What spoke against the log of books, in clear is resolved.');
    expect(short).not.toMatch(/nresolved|speaks against/);
  });

  test('is shown without logs where the council knows none, or does not answer', async () => {
    const none = { hubLog: () => ({ data: { hub: { id: 'cee', log: null } } }) };
    expect((await shown({ ...whole, ...none })).text).toContain('No log of this hub is known');
    const silentCouncil = { hubLog: () => ({ data: { hub: null }, errors: [silent('council')] }) };
    expect((await shown({ ...whole, ...silentCouncil })).text).toMatch(/council does not answer/);
  });

  test('cannot put elements on the page by its name', async () => {
    const { html } = await shown({
      ...whole,
      hub: () => ({ data: { hub: councilOn({ name: '<script>x</script>' }) } }),
    });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  test.each([
    ['SUSPENDED', 'The Global Council has suspended this hub'],
    ['PROPOSED', 'The Global Council has not decided on this hub yet'],
  ])('that is %s says so at its top', async (status, words) => {
    expect((await shown({ ...whole, hub: () => ({ data: { hub: councilOn({ status }) } }) })).text).toContain(words);
  });

  test('with an error that no page expects is a fault, and no empty page', async () => {
    await expect(
      shown({ ...whole, hub: () => ({ data: { hub: councilOn() }, errors: [{ code: 'X' }] }) }),
    ).rejects.toThrow('X');
  });
});

test.each([
  ['grants.none', ['OPEN', 'AWARDED', 'DECLINED']],
  ['places.noTeams', ['FORMED', 'RECOGNISED']],
  ['places.noHubs', ['AUTHORISED', 'PROPOSED', 'SUSPENDED']],
  ['decisions.none', ['OPEN', 'ADOPTED', 'FAILED', 'LAPSED']],
])('%s has its words for each filter', (message, choices) => {
  for (const choice of [null, ...choices]) expect(hasMessage(emptyOf(message, choice)), String(choice)).toBe(true);
});

describe('a list of a hub', () => {
  const shown = (data: unknown, errors: ReturnType<typeof silent>[] = [], query = '') =>
    show(
      hubGrants,
      visitTo(`/hubs/cee/grants${query}`, { hub: 'cee' }, graphOf({ hubGrants: () => ({ data, errors }) })),
    );

  test('goes on by the graph’s cursor and keeps its filter', async () => {
    const { html } = await shown({ applications: pageOf([declined], 2) }, [], '?status=declined');
    expect(html).toContain('/en/hubs/cee/grants?status=declined&amp;after=c');
  });

  test('is empty in words', async () => {
    expect((await shown({ applications: pageOf([]) })).text).toContain('Nobody has applied to this hub so far.');
    const { text } = await shown({ applications: pageOf([]) }, [], '?status=declined');
    expect(text).toContain('This hub has refused no application so far.');
  });

  test('of a hub that does not answer says so', async () => {
    const { status, text } = await shown({ applications: null }, [silent('cee')]);
    expect(status).toBe(503);
    expect(text).toMatch(/cee does not answer/);
  });

  test('of a hub that there is not is not found', async () => {
    expect((await shown({ applications: null }, [{ code: 'UNKNOWN_HUB' }])).status).toBe(404);
  });
});

describe('a team', () => {
  const data = {
    id: 'cee:team:1',
    name: 'Readers',
    charter: 'We read.',
    status: 'RECOGNISED',
    formedAt: AT,
    formedBy: { id: 'p', name: 'Ana' },
    recognisedAt: AT,
    recognisedBy: { id: 'p', name: 'Boris' },
    coach: null,
    hub: { id: 'cee', name: 'Hub cee' },
    applications: pageOf([]),
  };
  const shown = (
    of: unknown,
    errors: ReturnType<typeof silent>[] = [],
    beside: unknown = { id: 'cee', learnings: pageOf([]) },
  ) =>
    show(
      team,
      visitTo(
        '/teams/cee:team:1',
        { team: 'cee:team:1' },
        graphOf({
          team: () => ({ data: { team: of }, errors }),
          learningsBeside: () => ({ data: { hub: beside }, errors: beside === null ? [silent('council')] : errors }),
        }),
      ),
    );

  test('says what it is for and who stands behind it', async () => {
    const { text } = await shown(data);
    expect(text).toContain('We read.');
    expect(text).toMatch(/Recognised Mar 1, 2026, 10:00.AM UTC by Boris/);
    expect(text).toContain('No coach yet');
    expect(text).toContain('This team has not applied for money yet.');
  });

  test('that is not recognised says what that means', async () => {
    const { text } = await shown({ ...data, status: 'FORMED', recognisedAt: null, recognisedBy: null });
    expect(text).toContain('cannot apply for movement funds until the hub recognises it');
  });

  test('shows erased texts as erased', async () => {
    const { text } = await shown({ ...data, name: null, charter: null });
    expect(text).toContain('(name erased)');
    expect(text).toContain('This text was erased');
  });

  test('shows its own learnings and not its neighbours’', async () => {
    const learning = (id: string, title: string) => ({
      id,
      title,
      text: '',
      status: 'SHARED',
      topics: [],
      sharedAt: AT,
      sharedBy: null,
      team: { id, name: null },
    });
    const both = [learning('cee:team:1', 'Ours'), learning('cee:team:2', 'Theirs')];
    const { text } = await shown(data, [], { id: 'cee', learnings: pageOf(both) });
    expect(text).toContain('Ours');
    expect(text).not.toContain('Theirs');
  });

  test('with a cursor that is none does not pretend that it never applied', async () => {
    expect((await shown({ ...data, applications: null }, [{ code: 'BAD_USER_INPUT' }])).status).toBe(404);
  });

  test('stands although the list of learnings is missing', async () => {
    expect((await shown(data, [], null)).text).toMatch(/We read\..*council does not answer/);
  });

  test.each([
    ['nobody has', [], 404],
    ['is no id', [{ code: 'ID_MALFORMED' }], 404],
    ['is at a hub that does not answer', [silent('cee')], 503],
  ])('whose id %s', async (_name, errors, status) => {
    expect((await shown(null, errors)).status).toBe(status);
  });
});
