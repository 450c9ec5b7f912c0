import { realWorld, sha256 } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { readDocuments, TrustedDocuments } from './documents.ts';

const QUERY = 'query Mine($n: Int) { teams(first: $n) { totalCount } }';
const ID = `sha256:${sha256(QUERY)}`;
const some = [{ text: QUERY, name: 'mine' }];
const [open, only] = [new TrustedDocuments(some, false), new TrustedDocuments(some, true)];

function post(documents: TrustedDocuments, body: unknown): unknown {
  const asking = { method: 'POST', raw: { url: '/graphql' }, query: {}, body };
  return documents.admit(asking) ?? asking.body;
}
function get(documents: TrustedDocuments, search: string): unknown {
  const url = `/graphql?${search}`;
  const asking = { method: 'GET', raw: { url }, query: Object.fromEntries(new URLSearchParams(search)), body: null };
  return documents.admit(asking) ?? asking.raw.url;
}
const refused = (code: string) => expect.objectContaining({ code });

test('the example of the specification has the name that it gives', () => {
  const text = 'query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}';
  const documentId = 'sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e';
  expect(post(new TrustedDocuments([{ text }], true), { documentId })).toEqual({ query: text });
});

test.each([
  ['by its digest', { documentId: ID }, { query: QUERY }],
  ['by the operator’s name', { documentId: 'mine' }, { query: QUERY }],
  [
    'with all that goes with it, and nothing else',
    { documentId: ID, variables: { n: 1 }, operationName: 'Mine', extensions: { persistedQuery: {} } },
    { query: QUERY, variables: { n: 1 }, operationName: 'Mine' },
  ],
  ['that nobody gave', { documentId: `sha256:${'0'.repeat(64)}` }, refused('DOCUMENT_NOT_FOUND')],
  ['by a digest in capitals', { documentId: ID.toUpperCase() }, refused('DOCUMENT_NOT_FOUND')],
  ['by a name that objects have', { documentId: '__proto__' }, refused('DOCUMENT_NOT_FOUND')],
  ['beside a query', { documentId: ID, query: QUERY }, refused('BAD_REQUEST')],
  ['by a number', { documentId: 1 }, refused('BAD_REQUEST')],
  ['by nothing', { documentId: null }, refused('BAD_REQUEST')],
])('a document that is asked for %s', (_name, body, expected) => {
  for (const documents of [open, only]) expect(post(documents, body)).toEqual(expected);
});

test.each<[string, unknown, unknown]>([
  ['a query of a stranger', { query: '{ __typename }' }, refused('DOCUMENT_NOT_TRUSTED')],
  ['the text of a trusted one', { query: QUERY, variables: { n: 1 } }, { query: QUERY, variables: { n: 1 } }],
  ['a query that was registered', { extensions: { persistedQuery: { version: 1 } } }, refused('DOCUMENT_NOT_TRUSTED')],
  ['several at once', [{ query: QUERY }], refused('DOCUMENT_NOT_TRUSTED')],
  ['a text', QUERY, refused('DOCUMENT_NOT_TRUSTED')],
  ['nothing', null, refused('DOCUMENT_NOT_TRUSTED')],
])('%s is taken as it comes, but where only trusted documents are run', (_name, body, expected) => {
  expect(post(open, body)).toEqual(body);
  expect(post(only, body)).toEqual(expected);
});

test('in an address too', () => {
  const asked = `/graphql?${new URLSearchParams({ query: QUERY, variables: '{"n":1}' })}`;
  for (const documents of [open, only]) {
    expect(get(documents, `documentId=${ID}&variables=${encodeURIComponent('{"n":1}')}`)).toBe(asked);
    expect(get(documents, `documentId=${ID}&query=x`)).toEqual(refused('BAD_REQUEST'));
  }
  expect(get(open, 'query=%7Ba%7D')).toBe('/graphql?query=%7Ba%7D');
  expect(get(only, 'query=%7Ba%7D')).toEqual(refused('DOCUMENT_NOT_TRUSTED'));
});

test.each<[string, string, unknown]>([
  ['names and texts', JSON.stringify({ mine: QUERY, [ID]: QUERY, 'x-app:mine': QUERY }), 3],
  ['nothing', '{}', 0],
  ['no JSON', '{', 'ERR_DOCUMENTS_UNREADABLE'],
  ['a list', '[]', 'ERR_DOCUMENTS_UNREADABLE'],
  ['a digest of another text', JSON.stringify({ [ID]: `${QUERY} ` }), 'ERR_DOCUMENTS_UNREADABLE'],
  ['a name that is none', JSON.stringify({ 'a b': QUERY }), 'ERR_DOCUMENTS_UNREADABLE'],
  ['what is no text', '{ "mine": 1 }', 'ERR_DOCUMENTS_UNREADABLE'],
])('a manifest of %s', (_name, text, expected) => {
  const world = realWorld();
  const read = () =>
    readDocuments({ ...world, disk: { ...world.disk, read: () => Buffer.from(text, 'utf8') } }, 'm.json');
  if (typeof expected === 'number') expect(read()).toHaveLength(expected);
  else expect(read).toThrow(expect.objectContaining({ code: expected }));
});
