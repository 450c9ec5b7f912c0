import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { comparePlaces, type HubEntry, type Place, readCursor, readHubSchema } from '@hubgraph/hub-router';
import {
  type DefinitionNode,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  validate,
} from 'graphql';
import {
  type AuditHub,
  type Fault,
  isObject,
  type Json,
  type JsonObject,
  merged,
  sdl,
  world,
} from './vectors.test-helper.ts';

/** Nobody listens there. */
const CLOSED = 'http://127.0.0.1:1/graphql';

interface Known {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** Each host sends the same: what was valid stays so. */
  readonly read: Map<string, Read>;
}

interface Read {
  readonly document?: DocumentNode;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

const schemas = new Map<string, Known>();

function read(known: Known, query: string): Read {
  const before = known.read.get(query);
  if (before !== undefined) return before;
  const found = readAnew(known, query);
  known.read.set(query, found);
  return found;
}

function readAnew({ schema }: Known, query: string): Read {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [{ message: String(error), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] };
  }
  const faults = validate(schema, document);
  if (faults.length === 0) return { document };
  return { errors: faults.map(({ message }) => ({ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })) };
}

/** All hubs of the audit behind one HTTP server, each at a path of its own. They act as the present case says. */
export class AuditHubs {
  /** Calls that hubs received in the present step. */
  readonly calls = new Map<string, number>();
  /** What no call may be like. */
  readonly offences: string[] = [];
  #faults: Readonly<Record<string, Fault>> = {};
  #used = new Map<string, number>();
  #data: JsonObject = {};
  #turn = 0;
  readonly #hanging = new Set<ServerResponse>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AuditHubs> {
    const server = createServer();
    const hubs = new AuditHubs(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const hub = request.url?.split('/')[1] ?? '';
        hubs.#receive(hub, Buffer.concat(chunks).toString(), request.headers, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hubs;
  }

  beginCase(): void {
    this.#turn = 0;
  }

  beginStep(faults: Readonly<Record<string, Fault>>, data: JsonObject): void {
    this.calls.clear();
    this.offences.length = 0;
    this.#faults = faults;
    this.#used = new Map();
    this.#data = merged(world.data, data) as JsonObject;
  }

  entryOf({ id, status, answersFor }: AuditHub): HubEntry {
    const { port } = this.#server.address() as AddressInfo;
    const endpoint = this.#faults[id]?.refuse === true ? CLOSED : `http://127.0.0.1:${port}/${id}/graphql`;
    return { id, endpoint, status, ...(answersFor === undefined ? {} : { answersFor }) };
  }

  /** Ends the calls that were left hanging. */
  endStep(): void {
    for (const response of this.#hanging) response.destroy();
    this.#hanging.clear();
  }

  async stop(): Promise<void> {
    this.endStep();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #receive(hub: string, text: string, headers: IncomingHttpHeaders, response: ServerResponse): void {
    this.calls.set(hub, (this.calls.get(hub) ?? 0) + 1);
    const isOwn = text.includes('_service') || text === '{"query":"{ __typename }"}';
    if (headers.authorization !== `Bearer for-${hub}` && !isOwn) {
      this.offences.push(`${hub} was sent ${headers.authorization}`);
    }
    if (!/^\d+$/.test(String(headers['hub-timeout']))) this.offences.push(`${hub} was not told its time`);
    const fault = this.#faultFor(hub);
    if (fault.hang) this.#hanging.add(response);
    else if (fault.reset) response.socket?.destroy();
    else {
      const { query, variables = {} } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
      const { status, body } = this.#answer(hub, query, variables, fault);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    }
  }

  #faultFor(hub: string): Fault {
    const fault = this.#faults[hub] ?? {};
    const used = this.#used.get(hub) ?? 0;
    if (fault.times === undefined) return fault;
    this.#used.set(hub, used + 1);
    return used < fault.times ? fault : {};
  }

  #answer(hub: string, query: string, variables: Readonly<Record<string, unknown>>, fault: Fault) {
    const { status = 200 } = fault;
    if (fault.body !== undefined) return { status, body: fault.body };
    if (fault.bytes !== undefined) return { status, body: `{"data":"${'x'.repeat(fault.bytes)}"}` };
    const { depth = 0 } = fault;
    if (depth > 0) return { status, body: `{"data":${'['.repeat(depth)}${']'.repeat(depth)}}` };
    if (status !== 200) return { status, body: '' };
    const answer = this.#execute(hub, query, variables, fault.without ?? []);
    for (const { path, value } of fault.patch ?? []) patch(answer, path, value);
    let body = JSON.stringify(answer);
    for (const [from, to] of fault.replace ?? []) body = body.replaceAll(from, to);
    return { status, body };
  }

  #execute(hub: string, query: string, variables: Readonly<Record<string, unknown>>, without: readonly string[]) {
    const known = schemaWithout(without);
    const { document, errors } = read(known, query);
    if (document === undefined) return { errors };
    const own = this.#data[hub] as { readonly fields: JsonObject; readonly things: JsonObject };
    const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
      const at = `${info.parentType.name}.${info.fieldName}`;
      if (at === 'Query._service') return { sdl: known.sdl };
      const rule = at.startsWith('Query.') || at.startsWith('Mutation.') ? (world.resolvers[at] ?? {}) : undefined;
      if (rule?.thing !== undefined) return opened(own, thingOf(own, valueAt(args, rule.thing)), args);
      if (rule?.things !== undefined) {
        return (valueAt(args, rule.things) as unknown[]).map((id) => opened(own, thingOf(own, id), args));
      }
      if (rule?.entities !== undefined) {
        return (args[rule.entities] as { id: string; toHub?: Json }[]).map((one) => {
          const thing = opened(own, thingOf(own, one.id), args);
          return isObject(thing) && !(thing instanceof Error)
            ? { ...thing, ...(one.toHub === undefined ? {} : { toHub: one.toHub }) }
            : thing;
        });
      }
      const rows = () => (own.fields[info.fieldName] as string[]).map((id) => opened(own, thingOf(own, id), args));
      if (rule?.page !== undefined) return pageOf(hub, rows() as JsonObject[], rule.page, args);
      if (rule?.top !== undefined) return topOf(hub, rows() as JsonObject[], rule.top, Number(args['first']));
      if (rule?.change !== undefined) {
        const { type, name, taken } = rule.change;
        const turn = ++this.#turn;
        const given = String(valueAt(args, name));
        if (given === 'taken' && taken !== undefined) {
          return { __typename: taken, code: 'NAME_IS_TAKEN', message: 'Choose another name.', turn };
        }
        if (given === 'forbidden') throw new GraphQLError('Not yours.', { extensions: { code: 'FORBIDDEN' } });
        return { __typename: type, name: given, hub, turn };
      }
      const value = rule === undefined ? (source as JsonObject)[info.fieldName] : own.fields[info.fieldName];
      return opened(own, value ?? null, args);
    };
    const typeResolver = (value: unknown) => (isObject(value) ? String(value['__typename']) : undefined);
    return execute({
      schema: known.schema,
      document,
      variableValues: variables,
      rootValue: {},
      fieldResolver,
      typeResolver,
    });
  }
}

interface Own {
  readonly fields: JsonObject;
  readonly things: JsonObject;
}

function thingOf({ things }: Own, id: unknown): Json {
  const thing = things[String(id)];
  return isObject(thing) && thing['$error'] === undefined ? { id: String(id), ...thing } : (thing ?? null);
}

/** `$ref` is another thing, `$error` an error, `$argument` what the field was given, `$rootArgument` the one above, `$null` null. */
function opened(own: Own, value: Json, args: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((one: Json) => opened(own, one, args));
  if (!isObject(value)) return value;
  if (value['$null'] === true) return null;
  if (value['$ref'] !== undefined) return opened(own, thingOf(own, value['$ref']), args);
  if (value['$argument'] !== undefined) return valueAt(args, String(value['$argument'])) ?? null;
  const error = value['$error'];
  if (isObject(error)) return new GraphQLError(String(error['message']), { extensions: { code: error['code'] } });
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isObject(inner) && inner['$rootArgument'] !== undefined
        ? (valueAt(args, String(inner['$rootArgument'])) ?? null)
        : inner,
    ]),
  );
}

interface Order {
  readonly orderBy: readonly string[];
  readonly descending: boolean;
}

/** In the order of places, but null is last also where the order is descending. */
function topOf(hub: string, rows: readonly JsonObject[], { orderBy, descending }: Order, first: number) {
  const placeOf = (row: JsonObject): Place => ({
    keys: orderBy.map((path) => valueAt(row, path) ?? null),
    hub,
    id: String(row['id']),
  });
  const isLast = (row: JsonObject) => Number(placeOf(row).keys.includes(null));
  return rows
    .toSorted((a, b) => isLast(a) - isLast(b) || comparePlaces(placeOf(a), placeOf(b), descending))
    .slice(0, first);
}

function pageOf(
  hub: string,
  rows: readonly JsonObject[],
  { orderBy, descending }: Order,
  args: Readonly<Record<string, unknown>>,
) {
  const { first, after, last, before } = args;
  const isBackward = (last ?? null) !== null;
  const text = isBackward ? before : after;
  const cursor = typeof text === 'string' ? readCursor(text) : undefined;
  const placeOf = (row: JsonObject): Place => ({
    keys: orderBy.map((path) => valueAt(row, path) ?? null),
    hub,
    id: String(row['id']),
  });
  const compare = (a: Place, b: Place) => comparePlaces(a, b, descending) * (isBackward ? -1 : 1);
  const further = rows
    .filter((row) => cursor === undefined || compare(placeOf(row), cursor) > 0)
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)));
  const nodes = further.slice(0, Number(isBackward ? last : first));
  const hasMore = further.length > nodes.length;
  if (isBackward) nodes.reverse();
  return {
    nodes,
    edges: nodes.map((node) => ({ cursor: 'own', node })),
    pageInfo: {
      hasNextPage: isBackward ? cursor !== undefined : hasMore,
      hasPreviousPage: isBackward ? hasMore : cursor !== undefined,
      startCursor: 'own',
      endCursor: 'own',
    },
    totalCount: rows.length,
    coverage: { asked: [], answered: [], missing: [], asOf: [{ hub, position: 40 }] },
  };
}

/** The schema of a hub of an older version, which does not know some `Type`s, `Type.field`s or `Type.field(argument:)`s. */
function schemaWithout(coordinates: readonly string[]) {
  const key = coordinates.join();
  const before = schemas.get(key);
  if (before !== undefined) return before;
  const gone = new Set(coordinates);
  const document = parse(sdl, { noLocation: true });
  const definitions = document.definitions.flatMap((one): DefinitionNode[] => {
    if (one.kind === Kind.UNION_TYPE_DEFINITION) {
      return [{ ...one, types: one.types?.filter(({ name }) => !gone.has(name.value)) ?? [] }];
    }
    if (one.kind !== Kind.OBJECT_TYPE_DEFINITION && one.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [one];
    if (gone.has(one.name.value)) return [];
    const fields = (one.fields ?? []).flatMap((field) => {
      const at = `${one.name.value}.${field.name.value}`;
      if (gone.has(at)) return [];
      return [{ ...field, arguments: field.arguments?.filter(({ name }) => !gone.has(`${at}(${name.value}:)`)) ?? [] }];
    });
    return [{ ...one, fields }];
  });
  const text = coordinates.length === 0 ? sdl : print({ ...document, definitions });
  const known: Known = { sdl: text, schema: readHubSchema(text).schema, read: new Map() };
  schemas.set(key, known);
  return known;
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);
}

/** Without a value, what is at the place goes. */
function patch(answer: unknown, path: readonly (string | number)[], value: Json | undefined): void {
  let at = answer as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
}
