import { describe, expect, test } from 'vitest';
import { type Answers, graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { decisions } from '../decisions/page.tsx';
import { decision } from './page.tsx';

const AT = '2026-03-01T10:00:00.000Z';
const ana = { id: 'council:person:1', name: 'Ana' };
const motion = (more: object = {}) => ({
  id: 'council:motion:1',
  kind: 'AUTHORISE_HUB',
  status: 'ADOPTED',
  rationale: 'They are ready.',
  proposedBy: ana,
  proposedAt: AT,
  closedAt: AT,
  lapseReason: null,
  hub: { id: 'cee', name: 'Hub cee', status: 'AUTHORISED' },
  framework: null,
  countryList: null,
  electorate: [ana, { id: 'council:person:2', name: 'Ben' }, { id: 'council:person:3', name: null }],
  votes: [{ voter: ana, choice: 'YES', castAt: AT }],
  tally: { yes: 3, no: 0, abstain: 0, electorate: 4 },
  rule: { quorumBasisPoints: 5000, thresholdBasisPoints: 5000 },
  ...more,
});
const framework = {
  id: 'council:framework:1',
  version: '2026-1',
  isInForce: true,
  floorBasisPoints: 5000,
  globalSouthBasisPoints: 7400,
  shares: [{ shareBasisPoints: 10_000, hub: { id: 'cee', name: 'Hub cee' } }],
  countryList: null,
};
const shown = (of: unknown, more: Answers = {}, errors: ReturnType<typeof silent>[] = []) =>
  show(
    decision,
    visitTo('/decisions/x', { motion: 'x' }, graphOf({ decision: () => ({ data: { motion: of }, errors }), ...more })),
  );

describe('a motion', () => {
  test('holds its votes against its own rule, in words', async () => {
    const { text } = await shown(motion());
    expect(text).toMatch(/Authorise Hub cee/);
    expect(text).toMatch(/At least half of the 4 members must vote: 3 did\. met/);
    expect(text).toMatch(/More than half of yes and no must be yes: 3 of 3\. met/);
    expect(text).toMatch(/Ana Yes/);
    expect(text).toContain('They are ready.');
  });

  test('lists every member who may vote, also who did not, before all else', async () => {
    const { html, text } = await shown(motion());
    expect(text).toMatch(/Ana Yes Mar 1, 2026.* Ben Did not vote a person whose name was erased Did not vote/);
    expect(html).toContain('<section id="votes">');
    expect(text.indexOf('Who voted how')).toBeLessThan(text.indexOf('They are ready.'));
    const open = await shown(motion({ status: 'OPEN', closedAt: null }));
    expect(open.text).toMatch(/Ben Has not voted yet/);
    // A council that does not name them leaves the votes as they are.
    const older = await shown(motion({ electorate: null }));
    expect(older.text).toMatch(/Ana Yes/);
    expect(older.text).not.toContain('Did not vote');
  });

  test('that is open is judged as it stands now', async () => {
    const open = motion({
      status: 'OPEN',
      closedAt: null,
      electorate: null,
      votes: [],
      tally: { yes: 0, no: 0, abstain: 0, electorate: 4 },
    });
    const { text } = await shown(open);
    expect(text).toContain('Nobody has voted yet.');
    expect(text).toMatch(/0 did\. not yet/);
    expect(text).toContain('What would follow');
  });

  test('says shares that are neither a half nor two thirds in figures', async () => {
    const rule = { quorumBasisPoints: 6667, thresholdBasisPoints: 7500 };
    const { text } = await shown(motion({ rule }));
    expect(text).toMatch(/At least two thirds of the 4 members/);
    expect(text).toMatch(/More than 75% of yes and no/);
  });

  test('that lapsed says why it has no effect', async () => {
    const { text } = await shown(motion({ status: 'LAPSED', lapseReason: 'hub-is-authorised' }));
    expect(text).toContain('the hub was authorised already.');
  });

  test('on a framework shows the shares, and what was shared by them', async () => {
    const of = motion({ kind: 'ADOPT_FRAMEWORK', hub: null, framework });
    const nothing = {
      allocationsBy: () => ({ data: { allocationFramework: { id: 'f', allocations: { totalCount: 0, nodes: [] } } } }),
    };
    const { text } = await shown(of, nothing);
    expect(text).toMatch(/At least 50% must go to hubs in the Global South; by these shares it is 74%/);
    expect(text).toMatch(/Hub cee 100%/);
    expect(text).toContain('No money was shared by this framework yet.');
  });

  test('on a framework stands although fundraising does not answer', async () => {
    const of = motion({ kind: 'ADOPT_FRAMEWORK', hub: null, framework });
    const down = () => ({
      data: { allocationFramework: { id: 'f', allocations: null } },
      errors: [silent('fundraising')],
    });
    expect((await shown(of, { allocationsBy: down })).text).toMatch(/Hub cee 100%.*fundraising does not answer/);
  });

  test('on a list of countries shows the countries', async () => {
    const countryList = {
      id: 'l',
      version: '1',
      source: 'made up',
      isInForce: true,
      countries: [{ country: 'KE', region: 'Africa', isGlobalSouth: true }],
    };
    const { text } = await shown(motion({ kind: 'ADOPT_COUNTRY_LIST', hub: null, countryList }));
    expect(text).toMatch(/Kenya Africa yes/);
  });

  test('of a kind that is newer than the page still has a name', async () => {
    expect((await shown(motion({ kind: 'ADOPT_SOMETHING' }))).text).toContain('A motion on Hub cee');
  });

  test.each([
    ['there is not', [], 404],
    ['cannot be asked for', [silent('council')], 503],
  ])('that %s', async (_name, errors, status) => {
    expect((await shown(null, {}, errors)).status).toBe(status);
  });
});

describe('all decisions', () => {
  const list = (address: string, answer: Answers['decisions']) =>
    show(decisions, visitTo(address, {}, graphOf({ decisions: answer ?? (() => ({ data: null })) })));
  const page = (nodes: readonly unknown[]) => ({
    motions: { totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes },
  });

  test('begin with what is being voted on', async () => {
    const open = motion({ id: 'm2', status: 'OPEN', hub: { id: 'x', name: 'Open hub' } });
    const { text } = await list('/decisions', ({ status }) => ({
      data: page(status === 'OPEN' ? [open] : [motion(), open]),
    }));
    expect(text.indexOf('Open hub')).toBeLessThan(text.indexOf('Hub cee'));
  });

  test('of one status are one list', async () => {
    const asked: unknown[] = [];
    const { text } = await list('/decisions?status=failed', ({ status }) => {
      asked.push(status);
      return { data: page([]) };
    });
    expect(asked).toEqual(['FAILED']);
    expect(text).toContain('No motion has failed to be adopted so far.');
  });

  test('have no page at a cursor that is none', async () => {
    const bad = () => ({ data: null, errors: [{ code: 'BAD_USER_INPUT', node: 'council' }] });
    expect((await list('/decisions?after=x', bad)).status).toBe(404);
  });

  test('are missing when the council is', async () => {
    const { status, text } = await list('/decisions', () => ({ data: null, errors: [silent('council')] }));
    expect(status).toBe(503);
    expect(text).toMatch(/council does not answer/);
  });
});
