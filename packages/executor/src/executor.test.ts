import { getOperationAST, graphqlSync, parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { type Answered, ask, supergraph } from './catalogue.test-helper.ts';
import { type Graph, readGraph, type Subrequest } from './index.ts';

let graph: Graph;
beforeAll(() => {
  graph = readGraph(supergraph());
});

interface Done {
  readonly data: unknown;
  readonly text: string | undefined;
  readonly errors: readonly { readonly message: string; readonly path: unknown; readonly code: unknown }[];
  readonly misfits: readonly unknown[];
  readonly asked: readonly (readonly [subgraph: string, request: Subrequest])[];
}

async function run(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  change: (answer: Answered, subgraph: string) => Answered = (answer) => answer,
): Promise<Done> {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  const asked: (readonly [string, Subrequest])[] = [];
  const { data, errors, misfits } = await graph.prepare(document, operation).run({
    variables,
    context: undefined,
    sourceOf: (name) => ({
      async process({ request }) {
        asked.push([name, request]);
        return change(await ask(name, request.query, request.variables), name);
      },
    }),
  });
  return {
    data: data === undefined ? undefined : JSON.parse(data),
    text: data,
    errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions['code'] })),
    misfits,
    asked,
  };
}

test('what is asked of an interface within a type is asked of the type', async () => {
  const { data } = await run('{ books { ... on Item { ... on Book { isbn } } } }');
  expect(data).toEqual({ books: [{ isbn: '978-0' }, { isbn: '978-1' }, { isbn: '978-2' }, null] });
});

test('keys stand in the order in which they are first asked for', async () => {
  const { text } = await run('{ books { ... on Book { isbn } name ... on Book { pages isbn } id: id } }');
  expect(text).toContain('{"isbn":"978-1","name":null,"pages":107,"id":"b2"}');
});

test('an error is told in each place that it concerns, in lists of several types too', async () => {
  const { data, errors } = await run('{ everything { ... on Tool { id crate } ... on Book { id postage } } }');
  expect(errors.map(({ path }) => path)).toEqual([
    ['everything', 5, 'crate'],
    ['everything', 14, 'crate'],
  ]);
  const { everything } = data as { everything: { id?: string; crate?: unknown }[] };
  expect([everything[5], everything[14]]).toEqual([
    { id: 't3', crate: null },
    { id: 't3', crate: null },
  ]);
});

test('a thing is asked about once, in however many places it stands, and shows in all of them', async () => {
  const { data, asked } = await run('{ reviews(first: 6) { author { name friends { id name wrote { body } } } } }');
  const sent = asked.map(([, { variables }]) => variables['representations']).filter((one) => one !== undefined);
  expect(sent.length).toBeGreaterThan(1);
  for (const list of sent as unknown[][]) {
    expect(new Set(list.map((one) => JSON.stringify(one))).size).toBe(list.length);
    expect(list.length).toBeLessThanOrEqual(3);
  }
  const authors = (data as { reviews: { author: { name: string } | null }[] }).reviews.map(({ author }) => author);
  expect(authors.map((author) => author?.name)).toEqual([
    'Maker m1',
    'Maker m2',
    'Maker m3',
    'Maker m1',
    undefined,
    'Maker m3',
  ]);
  expect(authors[0]).toEqual(authors[3]);
});

test('what was answered for one thing and is none is an error in its places, and others go on', async () => {
  const { data, errors } = await run('{ reviews(first: 6) { author { name } } }', {}, (answer, subgraph) => {
    const entities = answer.data?.['_entities'] as unknown[] | undefined;
    return subgraph === 'makers' && entities ? { data: { _entities: [entities[0], 7, ...entities.slice(2)] } } : answer;
  });
  expect(data).toEqual({
    reviews: [
      { author: { name: 'Maker m1' } },
      { author: null },
      { author: { name: 'Maker m3' } },
      { author: { name: 'Maker m1' } },
      { author: null },
      { author: { name: 'Maker m3' } },
    ],
  });
  expect(errors).toEqual([
    {
      message: 'makers answered no thing where it was asked about one.',
      path: ['reviews', 1, 'author'],
      code: 'DOWNSTREAM_SERVICE_ERROR',
    },
  ]);
});

test.each<[string, (answer: Answered) => Answered, string]>([
  ['nothing', () => ({ data: {} }), 'Expected "data._entities" in response to be an array'],
  [
    'too few',
    ({ data }) => ({ data: { _entities: (data as { _entities: [] })._entities.slice(1) } }),
    'to contain 3 elements',
  ],
])('%s in the place of things is one error, and no data of them', async (_name, spoil, message) => {
  const { data, errors } = await run('{ reviews(first: 3) { id author { isReal } } }', {}, (answer, subgraph) =>
    subgraph === 'makers' ? spoil(answer) : answer,
  );
  expect((data as { reviews: unknown[] }).reviews).toHaveLength(3);
  expect(JSON.stringify(data)).not.toContain('true');
  expect(errors).toMatchObject([{ message: expect.stringContaining(message) }]);
});

test.each<[string, string, string, unknown, readonly (string | number)[]]>([
  ['a text', 'a list', 'makers', 'else', ['makers']],
  ['a thing', 'a list', 'makers', { id: 'm1', name: 'One' }, ['makers']],
  ['a list', 'a thing', 'makers', [[{ id: 'm1' }]], ['makers', 0]],
  ['a number', 'a thing', 'makers', [7], ['makers', 0]],
  ['a number', 'the name of a type', 'makers', [{ __typename: 7, id: 'm1' }], ['makers', 0]],
])(
  '%s in the place of %s is nothing, is told, and costs nothing beside it',
  async (_other, _kind, key, other, path) => {
    const query = '{ makers { name friend { name } wrote { id } } reviews(first: 1) { author { isReal } } }';
    const change = (answer: Answered): Answered => {
      return answer.data?.[key] === undefined ? answer : { data: { ...answer.data, [key]: other } };
    };
    const { data, errors, misfits, asked } = await run(query, {}, change);
    const nothing = path.length === 1 ? null : [null];
    expect([data, errors]).toEqual([{ makers: nothing, reviews: [{ author: { isReal: true } }] }, []]);
    expect(misfits).toEqual([{ message: expect.stringMatching(/^Invalid (value|__typename) found for/), path }]);
    // Nobody is asked what else there is to know of it.
    expect(asked.map(([subgraph]) => subgraph).sort()).toEqual(['makers', 'makers', 'reviews']);
  },
);

test('what a subgraph needs of a thing is nothing where it is of another kind', async () => {
  const query = '{ item(id: "t1") { ... on Tool { crate } } }';
  const { data, asked } = await run(query, {}, (answer) => ({
    data: JSON.parse(JSON.stringify(answer.data).replace(/"size":\{[^}]*\}/, '"size":[]')) as Answered['data'] & object,
  }));
  expect(asked[1]?.[1].variables['representations']).toEqual([{ __typename: 'Tool', id: 't1', size: null }]);
  expect(data).toEqual({ item: { crate: null } });
});

test('a source that throws is an error of the answer', async () => {
  const { data, errors } = await run('{ reviews(first: 1) { id author { isReal } } }', {}, (answer, subgraph) => {
    if (subgraph === 'makers') throw new Error('It fell over.');
    return answer;
  });
  expect(data).toEqual({ reviews: [{ id: 'r1', author: { isReal: null } }] });
  expect(errors).toEqual([{ message: 'It fell over.', path: undefined, code: undefined }]);
});

test('a variable that decides what is answered must say so, before anybody is asked', async () => {
  const query = 'query ($yes: Boolean = true) { reviews(first: 1) { id @include(if: $yes) stars } }';
  expect((await run(query)).data).toEqual({ reviews: [{ id: 'r1', stars: 0 }] });
  expect((await run(query, { yes: false })).data).toEqual({ reviews: [{ stars: 0 }] });
  const refused = await run(query, { yes: null });
  expect(refused.errors).toMatchObject([{ message: expect.stringContaining('it must be true or false') }]);
  expect([refused.data, refused.asked]).toEqual([undefined, []]);
});

test('variables that do not fit are refused before anybody is asked', async () => {
  const { data, errors, asked } = await run('query ($n: Int!) { reviews(first: $n) { id } }', { n: 'many' });
  expect([data, asked]).toEqual([undefined, []]);
  expect(errors).toHaveLength(1);
});

test('names that every object has are names like others', async () => {
  const { text } = await run(
    '{ constructor: maker(id: "m1") { toString: name __proto__: id hasOwnProperty: isReal } }',
  );
  const own = text?.replace('"__proto__":"m1"', '"proto":"m1"') ?? '';
  expect(JSON.parse(own)).toEqual({ constructor: { toString: 'Maker m1', proto: 'm1', hasOwnProperty: true } });
});

test('what the schema says of itself is what it says to anybody', async () => {
  const query =
    'query ($name: String!) { __typename __type(name: $name) { name fields { name } } other: __schema { queryType { name } } }';
  const variables = { name: 'Review' };
  const { data, asked } = await run(query, variables);
  expect(data).toEqual(
    JSON.parse(JSON.stringify(graphqlSync({ schema: graph.schema, source: query, variableValues: variables }).data)),
  );
  expect(asked).toEqual([]);
});

test('a type that there is not makes its thing null, and is told where nothing else went wrong', async () => {
  const { data, errors, misfits } = await run('{ items(first: 2) { id } media { id } }', {}, ({ data: given }) => ({
    data: JSON.parse(JSON.stringify(given).replaceAll('"Song"', '"Opera"')) as Record<string, unknown>,
  }));
  expect(data).toEqual({ items: [{ id: 'b1' }, { id: 't1' }], media: [{ id: 'f1' }, null, { id: 'f2' }] });
  expect(errors).toEqual([]);
  expect(misfits).toEqual([{ message: expect.stringContaining('Invalid __typename'), path: ['media', 1] }]);
});
