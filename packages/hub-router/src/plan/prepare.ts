import { queryLimits } from '@hubgraph/query-limits';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValidationRule,
  validate,
  visit,
} from 'graphql';
import { type HubRouterErrorCode, type RouterError, routerError } from '../errors/router-error.ts';
import type { HubRouterLimits } from '../limits.ts';
import type { HubSchema } from '../schema/hub-schema.ts';
import type { RootRoute } from '../schema/rules.ts';
import { BoundedMap } from './bounded-map.ts';
import { DocumentWriter } from './document.ts';
import { isForbiddenKey, isHidden } from './hidden.ts';
import { conditionVariables, rewrite } from './rewrite.ts';
import { type FieldShape, Shape } from './shape.ts';

/** One response key at the root of an operation. */
export interface RootField {
  readonly key: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly node: FieldNode;
  readonly route: RootRoute;
  readonly shape: FieldShape;
}

/** An operation, ready to be split; shared by all requests that send the same text and the same conditions. */
export interface PreparedOperation {
  readonly kind: 'query' | 'mutation';
  readonly roots: readonly RootField[];
  readonly documents: DocumentWriter;
  /** The whole operation with its fragments, for what the router answers itself. */
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A request as GraphQL over HTTP has it. */
export interface HubRouterRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A prepared operation with this request's variables, defaults filled in. */
export interface PreparedRequest {
  readonly operation: PreparedOperation;
  readonly values: Readonly<Record<string, unknown>>;
}

interface ParsedQuery {
  readonly document: DocumentNode;
  readonly conditions: readonly string[];
}

/** Parses, checks and prepares operations, and remembers the last ones. */
export class Planner {
  readonly #hub: HubSchema;
  readonly #limits: HubRouterLimits;
  readonly #sizes: ValidationRule;
  readonly #parsed: BoundedMap<ParsedQuery>;
  readonly #prepared: BoundedMap<PreparedOperation>;

  constructor(hub: HubSchema, limits: HubRouterLimits) {
    this.#hub = hub;
    this.#limits = limits;
    this.#sizes = queryLimits({
      depthMax: limits.queryDepthMax,
      // Hubs have limits of their own on lists within themselves.
      repeatsMax: Number.POSITIVE_INFINITY,
      fieldsMax: limits.queryFieldsMax,
      breadthMax: limits.queryFieldsMax,
      aliasesMax: limits.queryFieldsMax,
      directivesMax: limits.queryDirectivesMax,
    });
    this.#parsed = new BoundedMap(limits.plansMax);
    this.#prepared = new BoundedMap(limits.plansMax);
  }

  /** The request, prepared; or why it is wrong, as errors. */
  prepare(request: HubRouterRequest): PreparedRequest | readonly RouterError[] {
    const parsed = this.#parse(request.query);
    if ('length' in parsed) return parsed;
    const operation = operationOf(parsed.document, request.operationName);
    if (typeof operation === 'string') return [routerError('OPERATION_RESOLUTION_FAILURE', operation)];
    const { errors, coerced } = getVariableValues(
      this.#hub.schema,
      operation.variableDefinitions ?? [],
      request.variables ?? {},
      { maxErrors: 5 },
    );
    if (coerced === undefined) return errors.map(({ message }) => routerError('BAD_USER_INPUT', message));
    const conditions = Object.fromEntries(parsed.conditions.map((name) => [name, coerced[name] === true]));
    const key = JSON.stringify([request.operationName ?? '', Object.values(conditions), request.query]);
    let prepared = this.#prepared.get(key);
    if (prepared === undefined) {
      prepared = this.#build(rewrite(parsed.document, this.#hub, conditions), operation.name?.value);
      this.#prepared.set(key, prepared);
    }
    return { operation: prepared, values: coerced };
  }

  #parse(query: string): ParsedQuery | readonly RouterError[] {
    const before = this.#parsed.get(query);
    if (before !== undefined) return before;
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: this.#limits.queryTokensMax, noLocation: true });
    } catch (error) {
      // The parser calls itself at each level, and runs out of stack where there are too many.
      if (!(error instanceof GraphQLError || error instanceof RangeError)) throw error;
      return [routerError('GRAPHQL_PARSE_FAILED', error.message)];
    }
    const [tooMuch] = validate(this.#hub.schema, document, [this.#sizes]);
    // Before the other rules, the dearest of which grow faster than the query.
    if (tooMuch !== undefined) {
      return [routerError(tooMuch.extensions['code'] as HubRouterErrorCode, tooMuch.message)];
    }
    const faults = [
      ...validate(this.#hub.schema, document, undefined, { maxErrors: 10 }).map(({ message }) => message),
      ...reservedNames(document),
    ];
    if (faults.length > 0) return faults.map((message) => routerError('GRAPHQL_VALIDATION_FAILED', message));
    const parsed = { document, conditions: conditionVariables(document) };
    this.#parsed.set(query, parsed);
    return parsed;
  }

  #build(document: DocumentNode, name: string | undefined): PreparedOperation {
    const operation = operationOf(document, name);
    if (typeof operation === 'string') throw new Error(operation);
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
    }
    const kind = operation.operation === 'mutation' ? 'mutation' : 'query';
    const { schema } = this.#hub;
    const parent = kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
    if (!parent) throw new Error(`The schema has no ${kind}.`);
    const shape = new Shape({ hub: this.#hub, fragments }, [operation.selectionSet]);
    const roots: RootField[] = [];
    for (const [key, node] of rootNodes(operation.selectionSet, fragments)) {
      const field = shape.of(parent).get(key);
      if (field === undefined || field.isHidden) continue;
      const route = this.#hub.roots.get(`${parent.name}.${field.name}`) ?? { by: 'ROUTER' };
      roots.push({ key, parent, field: parent.getFields()[field.name], node, route, shape: field });
    }
    const documents = new DocumentWriter(schema, operation, fragments);
    return { kind, roots, documents, definition: operation, fragments };
  }
}

/** The root fields of an operation by response key, fragments opened, equal keys made one. */
function rootNodes(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  found: Map<string, FieldNode> = new Map(),
  visited: Set<string> = new Set(),
): ReadonlyMap<string, FieldNode> {
  for (const one of set.selections) {
    if (one.kind === Kind.FIELD) {
      const key = one.alias?.value ?? one.name.value;
      const before = found.get(key);
      found.set(key, before === undefined ? one : joined(before, one));
    } else if (one.kind === Kind.INLINE_FRAGMENT) rootNodes(one.selectionSet, fragments, found, visited);
    else if (!visited.has(one.name.value)) {
      visited.add(one.name.value);
      const fragment = fragments.get(one.name.value);
      if (fragment !== undefined) rootNodes(fragment.selectionSet, fragments, found, visited);
    }
  }
  return found;
}

function joined(a: FieldNode, b: FieldNode): FieldNode {
  if (a.selectionSet === undefined || b.selectionSet === undefined) return a;
  const selections = [...a.selectionSet.selections, ...b.selectionSet.selections];
  return { ...a, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | string {
  const all = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [first, ...others] = name === undefined ? all : all.filter((one) => one.name?.value === name);
  if (first === undefined) return name === undefined ? 'There is no operation.' : `There is no operation "${name}".`;
  if (others.length > 0) return 'There are several operations; name the one to run.';
  if (first.operation === 'subscription') return 'Subscriptions do not go through the hub router.';
  return first;
}

function reservedNames(document: DocumentNode): string[] {
  const found: string[] = [];
  const check = (name: string | undefined) => {
    if (name !== undefined && (isForbiddenKey(name) || isHidden(name))) found.push(`The name "${name}" is reserved.`);
  };
  visit(document, {
    Field: (node) => check(node.alias?.value),
    VariableDefinition: (node) => check(node.variable.name.value),
  });
  return found;
}
