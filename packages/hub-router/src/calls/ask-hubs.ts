import { readPosition, type Slug } from '@hubgraph/kernel';
import { type HubError, isSkew, readHubErrors } from '../answers/hub-errors.ts';
import { Malformed } from '../answers/malformed.ts';
import { type HubAnswer, isRecord } from '../answers/read-reply.ts';
import type { HubRequestContext } from '../context.ts';
import { type HubFailure, unavailable } from '../errors/failure.ts';
import type { DocumentWriter, HubDocument } from '../plan/document.ts';
import { hiddenVariable } from '../plan/hidden.ts';
import type { Assignment, Part, Task } from '../routing/task.ts';
import { fillPruned } from '../skew/fill.ts';
import type { KnownSchema } from '../skew/known-schema.ts';
import type { Versions } from '../skew/versions.ts';
import type { HubEntry } from '../snapshot.ts';
import { type CallOutcome, type CallWorld, callHub } from './call-hub.ts';

/** What calls of one request have in common. */
export interface AskWorld extends CallWorld {
  readonly documents: DocumentWriter;
  readonly versions: Versions;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: HubRequestContext;
  readonly requestId: string;
  readonly mayRetry: boolean;
}

/** What each hub gave for each task. */
export type Parts = ReadonlyMap<Task, ReadonlyMap<Slug, Part>>;

interface Asked {
  readonly task: Task;
  readonly assignment: Assignment;
}

/** Asks all hubs that the tasks concern, in parallel, each of them once for all of its shares. Never throws. */
export async function askHubs(world: AskWorld, tasks: readonly Task[]): Promise<Parts> {
  const byHub = new Map<Slug, Asked[]>();
  for (const task of tasks) {
    for (const assignment of task.assignments) {
      const asked = byHub.get(assignment.hub.id);
      if (asked === undefined) byHub.set(assignment.hub.id, [{ task, assignment }]);
      else asked.push({ task, assignment });
    }
  }
  const parts = new Map<Task, Map<Slug, Part>>(tasks.map((task) => [task, new Map()]));
  await Promise.all(
    [...byHub].map(async ([hub, asked]) => {
      const entry = asked[0]?.assignment.hub;
      if (entry === undefined) return;
      const given = await askHub(world, entry, asked);
      for (const { task } of asked)
        parts.get(task)?.set(hub, given.get(task) ?? { hub, failure: unavailable(hub, 'no-data') });
    }),
  );
  return parts;
}

async function askHub(world: AskWorld, hub: HubEntry, asked: readonly Asked[]): Promise<ReadonlyMap<Task, Part>> {
  const failWith = (failure: HubFailure) => new Map(asked.map(({ task }) => [task, { hub: hub.id, failure }]));
  let headers: Readonly<Record<string, string>>;
  try {
    headers = headersFor(await world.context.credentials(hub.id), world.requestId);
  } catch {
    return failWith(unavailable(hub.id, 'no-credentials'));
  }
  const readSdl = () => readHubSdl(world, hub);
  const known = world.versions.at(hub.endpoint, readSdl);
  let asking = await ask(world, hub, asked, headers, known);
  if (known === undefined && world.mayRetry && isRefusedAsInvalid(asking.outcome, world)) {
    const learnt = await world.versions.learn(hub.endpoint, readSdl);
    if (learnt !== undefined) asking = await ask(world, hub, asked, headers, learnt);
  }
  const { document, outcome } = asking;
  if (typeof outcome === 'string') return failWith(unavailable(hub.id, outcome));
  const position = readPosition(hub.id, outcome.extensions);
  if (position !== undefined) world.context.reached?.(hub.id, position);
  const errors = readHubErrors(outcome.errors, world.limits);
  if (outcome.data === undefined) return failWith(refusal(hub.id, errors));
  try {
    return readParts(hub.id, outcome.data, errors, asked, document);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return failWith(unavailable(hub.id, 'malformed'));
  }
}

interface Asking {
  readonly document: HubDocument;
  readonly outcome: CallOutcome;
}

/** One call with what the hub knows of the question; none where it knows nothing of it. */
async function ask(
  world: AskWorld,
  hub: HubEntry,
  asked: readonly Asked[],
  headers: Readonly<Record<string, string>>,
  known: KnownSchema | undefined,
): Promise<Asking> {
  const document = world.documents.write(
    asked.map(({ assignment }) => assignment.share),
    known,
  );
  if (document.unknown.size === asked.length) return { document, outcome: { data: {}, errors: [] } };
  const { deadline, signal, called } = world.context;
  const body = bodyFor(world, asked, document);
  const startedAt = world.clock.now();
  const outcome = await callHub(world, { hub, body, headers, mayRetry: world.mayRetry, deadline, signal });
  const said = typeof outcome === 'string' ? outcome : 'ok';
  called?.({ hub: hub.id, outcome: said, startedAt, durationMs: world.clock.now() - startedAt });
  return { document, outcome };
}

function isRefusedAsInvalid(outcome: CallOutcome, { limits }: AskWorld): boolean {
  return typeof outcome !== 'string' && outcome.data === undefined && isSkew(readHubErrors(outcome.errors, limits));
}

const SDL_QUERY = JSON.stringify({ query: '{ _service { sdl } }' });

/** The hub's own schema, as every subgraph gives it to everybody; without the time and the tokens of any request. */
async function readHubSdl(world: AskWorld, hub: HubEntry): Promise<string | undefined> {
  const headers = headersFor({}, world.requestId);
  const call = { hub, body: SDL_QUERY, headers, mayRetry: false, deadline: undefined, signal: undefined };
  const outcome = await callHub(world, call);
  const service = typeof outcome === 'string' ? undefined : outcome.data?.['_service'];
  const sdl = isRecord(service) ? service['sdl'] : undefined;
  return typeof sdl === 'string' ? sdl : undefined;
}

function readParts(
  hub: Slug,
  data: NonNullable<HubAnswer['data']>,
  given: readonly HubError[],
  asked: readonly Asked[],
  { pruned, unknown }: HubDocument,
): ReadonlyMap<Task, Part> {
  const parts = new Map<Task, Part>();
  const errors = [...given, ...fillPruned(data, pruned)];
  const keys = new Set(asked.map(({ task }) => task.key));
  for (const [index, { task }] of asked.entries()) {
    if (unknown.has(task.key)) {
      parts.set(task, { hub, failure: skewed(hub) });
      continue;
    }
    if (!Object.hasOwn(data, task.key)) throw new Malformed(`${task.key} is not there.`);
    const own = errors.filter(({ path }) => {
      const [key] = path ?? [];
      return key === task.key || (index === 0 && (typeof key !== 'string' || !keys.has(key)));
    });
    parts.set(task, { hub, value: task.read(data[task.key], hub), errors: own });
  }
  return parts;
}

function bodyFor(world: AskWorld, asked: readonly Asked[], { text, variables: used, unknown }: HubDocument): string {
  const variables: Record<string, unknown> = {};
  for (const name of used) if (Object.hasOwn(world.variables, name)) variables[name] = world.variables[name];
  for (const { task, assignment } of asked) {
    if (assignment.splitValue !== undefined && !unknown.has(task.key))
      variables[hiddenVariable(task.key)] = assignment.splitValue;
  }
  return JSON.stringify({ query: text, variables });
}

function headersFor(credentials: Readonly<Record<string, string>>, requestId: string) {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(credentials)) headers[name.toLowerCase()] = value;
  return { ...headers, 'content-type': 'application/json', 'x-request-id': requestId };
}

function refusal(hub: Slug, errors: readonly HubError[]): HubFailure {
  const [first] = errors;
  if (isSkew(errors)) return { ...skewed(hub), ...(first ? { said: first.message } : {}) };
  const code = first === undefined || first.code === 'HUB_ERROR' ? 'HUB_UNAVAILABLE' : first.code;
  return { hub, reason: 'no-data', code, ...(first ? { said: first.message } : {}) };
}

function skewed(hub: Slug): HubFailure {
  return { hub, reason: 'schema-skew', code: 'HUB_SCHEMA_SKEW' };
}
