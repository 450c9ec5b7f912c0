import { expect, test } from 'vitest';
import type { HubRouterResult } from '../src/index.ts';
import { brief, Fixture } from './fixture.ts';

const rows = (hub: string, ...names: string[]) => ({
  directory: names.map((name, index) => ({ id: `${hub}:team:${index}`, name })),
});

const FIGURES = {
  cee: rows('cee', 'Alder', 'Elm', 'Oak', 'Zelkova'),
  asia: rows('asia', 'Bamboo', 'Elm', 'Oak', '𝒳 tree'),
  africa: rows('africa', 'Acacia', 'Baobab', 'Ébène', 'ﬀ tree'),
};

const QUERY = `query ($first: Int, $after: String) {
  directory(first: $first, after: $after) {
    edges { cursor node { title: name } }
    pageInfo { hasNextPage endCursor }
    totalCount
    coverage { missing { hub { id } reason } }
  }
}`;

interface Page {
  readonly edges: readonly { readonly node: { readonly title: string }; readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
  readonly coverage: unknown;
}

function pageOf({ data }: HubRouterResult): Page {
  return data?.['directory'] as Page;
}

async function walk(at: Fixture, first: number): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let after: string | null = null;
  for (let turn = 0; turn < 20; turn++) {
    const page = pageOf(await at.ask(QUERY, { first, ...(after === null ? {} : { after }) }));
    pages.push(page.edges.map(({ node }) => node.title));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return pages;
  }
  return pages;
}

const ORDER = [
  'Acacia',
  'Alder',
  'Bamboo',
  'Baobab',
  'Elm',
  'Elm',
  'Oak',
  'Oak',
  'Zelkova',
  'Ébène',
  'ﬀ tree',
  '𝒳 tree',
];

test.each([1, 2, 3, 5, 12, 50])('pages of %i walk once through the rows of all hubs, in one order', async (first) => {
  await using at = await Fixture.start({}, FIGURES);
  const pages = await walk(at, first);
  expect(pages.flat()).toEqual(ORDER);
  expect(pages).toHaveLength(Math.ceil(12 / first));
});

test('a page holds what was asked for, in the order of all hubs, and nothing that the router asked for itself', async () => {
  await using at = await Fixture.start({}, FIGURES);
  const { data, errors } = await at.ask('{ directory(first: 3) { __typename nodes { id } totalCount } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    directory: {
      __typename: 'TeamPage',
      nodes: [{ id: 'africa:team:0' }, { id: 'cee:team:0' }, { id: 'asia:team:0' }],
      totalCount: 12,
    },
  });
  expect(at.cee.received[0]?.variables).toEqual({ hubRouter_directory: 3 });
});

test('a hub that was missing stays missing until the list is begun anew', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = () => ({ status: 503, body: '' });
  const first = await at.ask(QUERY, { first: 2 });
  const page = pageOf(first);
  expect(page).toMatchObject({
    totalCount: null,
    coverage: { missing: [{ hub: { id: 'asia' }, reason: 'http-503' }] },
  });
  expect(brief(first)).toEqual([
    ['directory', 'HUB_UNAVAILABLE', 'asia', 'http-503'],
    ['directory.totalCount', 'HUB_UNAVAILABLE', 'asia', 'http-503'],
  ]);
  at.asia.misbehave = undefined;
  const second = await at.ask(QUERY, { first: 2, after: page.pageInfo.endCursor });
  expect(second.data?.['directory']).toMatchObject({
    edges: [{ node: { title: 'Baobab' } }, { node: { title: 'Elm' } }],
    coverage: { missing: [{ hub: { id: 'asia' }, reason: 'missed-before' }] },
  });
  expect(brief(second)[0]).toEqual(['directory', 'HUB_UNAVAILABLE', 'asia', 'missed-before']);
  expect(at.asia.received).toHaveLength(1);
});

test('a cursor of another epoch, of nothing, and a page too large are refused', async () => {
  await using at = await Fixture.start({}, FIGURES);
  const begun = await at.ask(QUERY, { first: 2 });
  const { endCursor: after } = pageOf(begun).pageInfo;
  at.snapshot = { ...at.snapshot, epoch: 8 };
  expect(brief(await at.ask(QUERY, { first: 2, after }))).toEqual([['directory', 'CURSOR_EXPIRED']]);
  expect(brief(await at.ask(QUERY, { first: 2, after: 'nonsense' }))).toEqual([['directory', 'BAD_USER_INPUT']]);
  expect(brief(await at.ask(QUERY, { first: 0 }))).toEqual([['directory', 'BAD_USER_INPUT']]);
  expect(brief(await at.ask(QUERY, { first: 9_999 }))).toEqual([['directory', 'BAD_USER_INPUT']]);
});

test('a hub whose lists do not match is malformed', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = (received) => {
    const answer = JSON.parse(JSON.stringify(at.asia.answer(received)));
    answer.data.directory.edges.pop();
    return { body: JSON.stringify(answer) };
  };
  expect(brief(await at.ask(QUERY, { first: 2 }))[0]).toEqual(['directory', 'HUB_UNAVAILABLE', 'asia', 'malformed']);
});

test('a hub that begins anew on every page, and says that there is always more, neither repeats itself nor holds up the walk', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = (received) => {
    const { hubRouter_directory } = received.variables;
    const answer = at.asia.answer({ ...received, variables: { hubRouter_directory } });
    return { body: JSON.stringify(answer).replaceAll('"hasNextPage":false', '"hasNextPage":true') };
  };
  const pages = await walk(at, 4);
  expect(pages.flat()).toEqual(ORDER);
});

test('a hub that gives smaller pages than asked for does not lose its place in the order', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = (received) => {
    const answer = at.asia.answer({ ...received, variables: { ...received.variables, hubRouter_directory: 1 } });
    return { body: JSON.stringify(answer) };
  };
  expect((await walk(at, 5)).flat()).toEqual(ORDER);
});

test('one hub alone is walked through, too', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.snapshot = { ...at.snapshot, hubs: [at.cee.entry] };
  expect(await walk(at, 2)).toEqual([
    ['Alder', 'Elm'],
    ['Oak', 'Zelkova'],
  ]);
});

const BACKWARD = `query ($last: Int, $before: String) {
  directory(last: $last, before: $before) {
    nodes { name }
    pageInfo { hasNextPage hasPreviousPage startCursor }
  }
}`;

interface EarlierPage {
  readonly nodes: readonly { readonly name: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null };
}

async function walkBack(at: Fixture, last: number): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let before: string | null = null;
  for (let turn = 0; turn < 20; turn++) {
    const variables = { last, ...(before === null ? {} : { before }) };
    const page = (await at.ask(BACKWARD, variables)).data?.['directory'] as EarlierPage;
    expect(page.pageInfo.hasNextPage).toBe(before !== null);
    pages.unshift(page.nodes.map(({ name }) => name));
    before = page.pageInfo.startCursor;
    if (!page.pageInfo.hasPreviousPage) return pages;
  }
  return pages;
}

test.each([1, 2, 3, 5, 12, 50])('backward, pages of %i show the same rows in the same order', async (last) => {
  await using at = await Fixture.start({}, FIGURES);
  const pages = await walkBack(at, last);
  expect(pages.flat()).toEqual(ORDER);
  expect(pages).toHaveLength(Math.ceil(12 / last));
});

test('backward, a hub that gives smaller pages than asked for does not lose its place in the order', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = (received) => {
    const answer = at.asia.answer({ ...received, variables: { ...received.variables, hubRouter_directory: 1 } });
    return { body: JSON.stringify(answer) };
  };
  expect((await walkBack(at, 5)).flat()).toEqual(ORDER);
});

test.each([
  '(first: 2, last: 2)',
  '(first: 2, before: "x")',
  '(last: 2, after: "x")',
  '(last: 0)',
  '(last: 1000000000)',
  '(last: 2, before: "bm90aGluZw")',
])('directory%s is refused before any hub is asked', async (args) => {
  await using at = await Fixture.start({}, FIGURES);
  const result = await at.ask(`{ directory${args} { nodes { id } } }`);
  expect(brief(result)).toEqual([['directory', 'BAD_USER_INPUT']]);
  expect(at.network.urls).toEqual([]);
});
