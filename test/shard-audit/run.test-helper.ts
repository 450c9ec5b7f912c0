import { setTimeout as sleep } from 'node:timers/promises';
import { createHubRouter, type HubRouter, type HubRouterOptions, type Snapshot } from '@hubgraph/hub-router';
import { realWorld } from '@hubgraph/kernel';
import type { AuditHubs } from './hubs.test-helper.ts';
import {
  type Case,
  type Expected,
  isObject,
  type Json,
  type JsonObject,
  type Repeat,
  type Step,
  sdl,
  stepsOf,
  world,
} from './vectors.test-helper.ts';

const { clock, network } = realWorld();

/** What a host answers, as a client sees it; of errors what the vectors speak of. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly ErrorShown[];
  readonly hubs: unknown;
}

export interface ErrorShown {
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** One request with all that the host must know to serve it. */
export interface Ask {
  readonly step: Step;
  readonly variables: JsonObject;
  readonly snapshot: Snapshot;
  readonly router: Pick<HubRouter, 'process'>;
  readonly credentials: (hub: string) => Readonly<Record<string, string>>;
}

/** Something that asks hubs through the router. */
export interface Host {
  readonly name: string;
  /** Whether what the vectors say of the stock engine holds here. */
  readonly isStock?: boolean;
  ask(ask: Ask): Promise<Answer>;
}

const OPTIONS: Partial<HubRouterOptions> = {
  acceptsPartial: { Finance: ({ id }) => String(id).endsWith(':partial') },
};

export type MakeRouter = (options: HubRouterOptions) => Pick<HubRouter, 'process'>;

/** Runs one case with a fresh router; gives what was expected and what was found, for each step. */
export async function runCase(host: Host, hubs: AuditHubs, one: Case, make: MakeRouter = createHubRouter) {
  const router = make({ sdl, send: network, clock, limits: { ...world.limits, ...one.limits }, ...OPTIONS });
  const credentials = (hub: string) => {
    if (one.noCredentialsFor?.includes(hub)) throw new Error('There are none.');
    return { authorization: `Bearer for-${hub}` };
  };
  const results: { readonly expected: Expected; readonly found: Expected }[] = [];
  const answers: Json[] = [];
  hubs.beginCase();
  for (const step of stepsOf(one)) {
    if (step.waitMs !== undefined) await sleep(step.waitMs);
    hubs.beginStep(step.faults ?? one.faults ?? {}, step.data ?? one.data ?? {});
    const snapshot: Snapshot = {
      epoch: step.epoch ?? world.epoch,
      hubs: (step.registry ?? one.registry ?? world.registry).map((hub) => hubs.entryOf(hub)),
    };
    const variables = filled(step.variables ?? {}, answers) as JsonObject;
    const answer = await host.ask({ step, variables, snapshot, router, credentials });
    hubs.endStep();
    answers.push(JSON.parse(JSON.stringify(answer)) as Json);
    const isLast = step === stepsOf(one).at(-1);
    results.push(compared(step, isLast && host.isStock ? one.stock?.expect : undefined, answer, hubs));
  }
  return results;
}

/** `$from` is a value of an earlier answer, `$cursor` a cursor of these parts, `$repeat` so many of a kind. */
function filled(value: Json, answers: readonly Json[]): Json {
  if (Array.isArray(value)) {
    return value.flatMap((one: Json) => {
      if (!isObject(one) || typeof one['$repeat'] !== 'number') return [filled(one, answers)];
      const text = JSON.stringify(one['of']);
      return Array.from({ length: one['$repeat'] }, (_, at) => JSON.parse(text.replaceAll('#', String(at))) as Json);
    });
  }
  if (!isObject(value)) return value;
  const { $from: from, $cursor: cursor } = value;
  if (Array.isArray(from)) {
    return from.reduce<Json>((at, name) => (at as Record<string, Json>)[String(name)] ?? null, answers as Json);
  }
  if (cursor !== undefined) return Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, answers)]));
}

function compared({ expect }: Step, atStock: Partial<Expected> | undefined, answer: Answer, hubs: AuditHubs) {
  const expected: Expected = { ...expect, ...atStock };
  const found: Record<string, unknown> = {};
  if (expected.data !== undefined) found['data'] = withAny(expected.data, answer.data);
  found['errors'] = answer.errors.map(({ path, extensions = {} }) => {
    const { code, hub, reason } = extensions;
    return JSON.parse(JSON.stringify({ path, code, hub, reason })) as unknown;
  });
  if (expected.hubs !== undefined) found['hubs'] = answer.hubs ?? null;
  if (expected.calls !== undefined) found['calls'] = Object.fromEntries([...hubs.calls].sort());
  if (hubs.offences.length > 0) found['offences'] = [...hubs.offences];
  const sorted = (errors: unknown) => (errors as unknown[]).map((one) => JSON.stringify(one)).toSorted();
  return {
    expected: { ...expected, errors: sorted((expected.errors ?? []).map(inOrder)) } as unknown as Expected,
    found: { ...found, errors: sorted(found['errors']) } as unknown as Expected,
  };
}

function inOrder({ path, code, hub, reason }: NonNullable<Expected['errors']>[number]) {
  return { path, code, hub, reason };
}

/**
 * Where the vector says `{ "$any": "string" }`, any text will do, for cursors are opaque; `$length` with `$every` is a
 * list of so many equal values.
 */
function withAny(expected: Json | undefined, found: unknown): unknown {
  if (isObject(expected) && expected['$any'] !== undefined) {
    return typeof found === expected['$any'] ? expected : found;
  }
  if (isObject(expected) && expected['$length'] !== undefined && Array.isArray(found)) {
    const every = JSON.stringify(expected['$every']);
    const isSo = found.length === expected['$length'] && found.every((one) => JSON.stringify(one) === every);
    return isSo ? expected : found;
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    return found.map((one, index) => withAny((expected as readonly Json[])[index], one));
  }
  if (isObject(expected) && isObject(found)) {
    return Object.fromEntries(Object.entries(found).map(([name, one]) => [name, withAny(expected[name], one)]));
  }
  return found;
}

/** An entities case as the query and the variables that a subgraph is asked. */
export function requestOf({ step, variables }: Pick<Ask, 'step' | 'variables'>) {
  const { entities, operationName } = step;
  if (entities === undefined) {
    const parts = typeof step.query === 'string' ? [step.query] : (step.query ?? []);
    const query = parts.map((part) => (typeof part === 'string' ? part : repeated(part))).join('');
    return { query, variables, ...(operationName === undefined ? {} : { operationName }) };
  }
  return {
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) ${entities.selection} }`,
    variables: { representations: filled(entities.representations, []) },
  };
}

function repeated({ repeat, text }: Repeat): string {
  return Array.from({ length: repeat }, (_, at) =>
    text.replaceAll('##', String(at + 1)).replaceAll('#', String(at)),
  ).join('');
}
