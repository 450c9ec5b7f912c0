import { ApolloGateway } from '@apollo/gateway';
import fc from 'fast-check';
import { type DocumentNode, getOperationAST, parse, validate } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { type Answered, ask, hash, schemaOf, supergraph } from './catalogue.test-helper.ts';
import { type Graph, readGraph, type Source } from './index.ts';
import { ofTheirKinds } from './kinds.test-helper.ts';
import { type Query, QueryWriter } from './queries.test-helper.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

/** What both engines are compared by. */
interface Shown {
  /** The stock engine has keys in another order than they are asked in, where fragments on one type stand apart. */
  readonly data: unknown;
  readonly errors: readonly string[];
  readonly misfits: readonly string[];
}

/** Does to an answer of a subgraph what a bad one may do, the same to the same thing in any request. */
type Spoil = (answer: Answered) => Answered;

let graph: Graph;
let stock: ApolloGateway;
let spoil: Spoil = (answer) => answer;
/** Whether the stock engine was told null for something of another kind than its place. */
let isMended = false;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

beforeAll(async () => {
  const supergraphSdl = supergraph();
  graph = readGraph(supergraphSdl);
  stock = new ApolloGateway({
    supergraphSdl,
    logger: quiet,
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables = {} } }) =>
        mended(name, query, spoil(await ask(name, query, variables))) as never,
    }),
  });
  await stock.load();
});

const sourceOf = (name: string): Source<unknown> => ({
  process: async ({ request }) => {
    const { query, variables, operationName } = JSON.parse(request.body) as typeof request;
    // What is sent and what is told to be sent are one.
    expect({ query, variables, operationName }).toEqual({
      query: request.query,
      variables: request.variables,
      operationName: request.operationName,
    });
    return spoil(await ask(name, query, variables));
  },
});

async function oursOf(document: DocumentNode, variables: Query['variables']): Promise<Shown> {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  const { data, errors, misfits } = await graph.prepare(document, operation).run({ variables, context: {}, sourceOf });
  return shown(data, errors, misfits);
}

async function stocksOf(document: DocumentNode, { text, variables }: Query): Promise<Shown> {
  const { data, errors, extensions } = await stock.executor({
    document,
    request: { query: text, variables },
    queryHash: text,
    operationName: 'Q',
    operation: getOperationAST(document),
    metrics: {},
    context: {},
    logger: quiet,
  } as never);
  return shown(
    data === undefined ? undefined : JSON.stringify(data),
    errors ?? [],
    extensions?.['valueCompletion'] ?? [],
  );
}

type ErrorShown = {
  message: string;
  path?: readonly unknown[] | undefined;
  extensions?: Readonly<Record<string, unknown>>;
};

function shown(data: string | undefined, errors: readonly ErrorShown[], misfits: readonly ErrorShown[]): Shown {
  const text = ({ message, path, extensions }: ErrorShown) => {
    const place = path?.filter((part) => part !== '@' && part !== '_entities');
    return JSON.stringify([message, extensions?.['code'], place]);
  };
  const answered = data === undefined ? undefined : (JSON.parse(data) as unknown);
  const misfit = ({ message, path = [] }: ErrorShown) => {
    const place = nullOn(answered, path);
    // A field that was asked of a type and of its interface is called by the one that was asked first.
    return JSON.stringify(place.length < path.length ? [place] : [place, message.replace(/\bfield \w+\./, 'field ')]);
  };
  return { data: answered, errors: errors.map(text).sort(), misfits: [...new Set(misfits.map(misfit))].sort() };
}

/**
 * The first place on a path that is null. Of all that makes one thing null an engine tells what it finds before it stops,
 * and the stock engine looks in another order.
 */
function nullOn(data: unknown, path: readonly unknown[]): readonly unknown[] {
  let value = data;
  for (const [depth, part] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = (value as Record<string, unknown> | undefined)?.[String(part)];
  }
  return path;
}

/** In lists of several types the stock engine counts only those that it asks about: such places are looked at elsewhere. */
function withoutPlaces({ errors, ...shown }: Shown): Shown {
  const messages = errors.map((text) => JSON.stringify((JSON.parse(text) as unknown[]).slice(0, 2)));
  return { ...shown, errors: messages.sort() };
}

/**
 * What is of another kind than its place counts as null and costs nothing beside it. The stock engine answers nothing at
 * all, or takes a list for a thing: so it is told null.
 */
function mended(subgraph: string, query: string, answer: Answered): Answered {
  if (!answer.data) return answer;
  // It believes a subgraph that calls the root by another name; what an operation begins with needs nobody to say it.
  const { __typename: _, ...said } = answer.data;
  const data = ofTheirKinds(schemaOf(subgraph), parse(query), said) as typeof said;
  if (JSON.stringify(data) !== JSON.stringify(said)) isMended = true;
  return { ...answer, data };
}

/** Puts in the place of one value in so many, chosen by what it is, something that the schema has not. */
function spoiling(seed: number): Spoil {
  const others = [null, null, null, undefined, 'else', 7, true, {}, []];
  const walk = (key: string, value: unknown): unknown => {
    const chosen = hash(`${seed} ${key} ${JSON.stringify(value)}`);
    if (!/^(data|_entities|t\d)$/.test(key) && chosen % 23 === 0) {
      const other = key === '__typename' ? 'Else' : others[(chosen >>> 8) % others.length];
      // What is no thing is an error in its place here; the stock engine leaves out all that comes after it.
      return key === '_entities[]' && typeof other !== 'undefined' ? null : other;
    }
    if (Array.isArray(value)) return value.map((one) => walk(`${key}[]`, one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(name, inner)]));
  };
  return ({ data, ...rest }) =>
    data
      ? { ...rest, data: JSON.parse(JSON.stringify(walk('data', data) ?? null)) as Answered['data'] & object }
      : { ...rest };
}

/** What the engines themselves say of an answer that is none is said in other words. */
const inCodes = ({ errors }: Shown) => errors.map((text) => (JSON.parse(text) as unknown[])[1] ?? null).sort();
const placesOf = ({ misfits }: Shown) => misfits.map((text) => JSON.stringify((JSON.parse(text) as unknown[])[0]));

async function compare(query: Query): Promise<void> {
  const document = parse(query.text);
  // Fields of two types under one name may be of types that do not go together.
  fc.pre(validate(graph.schema, document).length === 0);
  const [ours, its] = [await oursOf(document, query.variables), await stocksOf(document, query)];
  expect(withoutPlaces(ours), `${query.text}\n${JSON.stringify(query.variables)}`).toEqual(withoutPlaces(its));
  if (!/items|everything|shelves|about|media/.test(query.text)) expect(ours.errors, query.text).toEqual(its.errors);
}

const RUNS = Number(process.env['EXECUTOR_RUNS'] ?? 25);
const queries = fc.nat().map((seed) => new QueryWriter(graph.schema, seed).write());

test('answers as the stock engine does, whatever is asked', { timeout: 60_000 + RUNS * 1_000 }, async () => {
  spoil = (answer) => answer;
  await fc.assert(fc.asyncProperty(queries, compare), { numRuns: RUNS });
});

test('answers as the stock engine does what subgraphs answer that keep to no schema', {
  timeout: 60_000 + RUNS * 1_000,
}, async () => {
  const property = fc.asyncProperty(queries, fc.nat(), async (query, seed) => {
    const document = parse(query.text);
    fc.pre(validate(graph.schema, document).length === 0);
    spoil = spoiling(seed);
    isMended = false;
    const [ours, its] = [await oursOf(document, query.variables), await stocksOf(document, query)];
    const asked = `${query.text}\n${JSON.stringify(query.variables)}`;
    expect([ours.data, inCodes(ours)], asked).toEqual([its.data, inCodes(its)]);
    // It was told null where ours says that something else came.
    if (isMended) expect(placesOf(ours), asked).toEqual(expect.arrayContaining(placesOf(its)));
    else expect(ours.misfits, asked).toEqual(its.misfits);
  });
  await fc.assert(property, { numRuns: RUNS });
});
