import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type PlanNode, QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { asGraphQLError, compileStep, type Run, type Step } from './program.ts';
import { compileProjection, type Misfit, type Project, type Writing } from './projection.ts';
import { type Conditions, conditionsOf, type Fragments, valuesOf } from './selections.ts';
import type { Source } from './subrequest.ts';

/** How an operation is run. */
export interface RunOptions<Context> {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Given to sources as it is. */
  readonly context: Context;
  readonly sourceOf: (subgraph: string) => Source<Context> | undefined;
}

/** What running an operation came to. */
export interface Answer {
  /** The data as JSON; undefined where nothing was run, `null` where all of it is null. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLError[];
  /** Where subgraphs answered what their schema has not, told if there is no other error. */
  readonly misfits: readonly Misfit[];
  /** Whether it was refused for its variables, and nobody was asked. */
  readonly isRefused: boolean;
}

/** An operation that was planned and compiled; it is run any number of times. */
export interface Prepared {
  /** Who is asked after whom, for people: `sequence(products, parallel(reviews, inventory))`. */
  readonly outline: string;
  run<Context>(options: RunOptions<Context>): Promise<Answer>;
}

/** A supergraph that operations are run over. */
export interface Graph {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Names of the subgraphs. */
  readonly subgraphs: readonly string[];
  /**
   * Plans and compiles a valid operation of a document.
   * @throws {GraphQLError} where the planner refuses it.
   */
  prepare(document: DocumentNode, operation: OperationDefinitionNode): Prepared;
}

/**
 * Reads a supergraph of Federation 2.
 * @throws {GraphQLError} if it is none.
 */
export function readGraph(supergraphSdl: string): Graph {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  const schema = api.toGraphQLJSSchema();
  const whole = supergraph.schema.toGraphQLJSSchema();
  return {
    schema,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name }) => name),
    prepare(document, operation) {
      const operationName = operation.name?.value;
      const { node } = planner.buildQueryPlan(
        operationFromDocument(api, document, operationName === undefined ? {} : { operationName }),
      );
      if (node?.kind === 'Subscription') throw new GraphQLError('Subscriptions are not run here.');
      return new Operation(schema, document, operation, compileStep(whole, node), outlineOf(node));
    },
  };
}

/** Each set of conditions has a projection of its own; two variables make four. */
const PROJECTIONS_MAX = 64;

function outlineOf(node: PlanNode | undefined): string {
  switch (node?.kind) {
    case 'Fetch':
      return node.serviceName;
    case 'Flatten':
      return outlineOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return `${node.kind.toLowerCase()}(${node.nodes.map(outlineOf).join(', ')})`;
    case 'Condition':
      return `if(${[node.ifClause, node.elseClause]
        .filter((one) => one !== undefined)
        .map(outlineOf)
        .join(', ')})`;
    default:
      return 'nobody';
  }
}

class Operation implements Prepared {
  readonly outline: string;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Fragments;
  readonly #step: Step;
  readonly #conditions: readonly string[];
  readonly #projections = new Map<string, Project>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    step: Step,
    outline: string,
  ) {
    this.#schema = schema;
    this.#operation = operation;
    this.#step = step;
    this.outline = outline;
    const fragments = document.definitions.filter(
      (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
    );
    this.#fragments = new Map(fragments.map((one) => [one.name.value, one]));
    this.#conditions = conditionsOf(operation, this.#fragments);
  }

  async run<Context>({ variables, context, sourceOf }: RunOptions<Context>): Promise<Answer> {
    const refusals = this.#refusals(variables);
    if (refusals.length > 0) return { data: undefined, errors: refusals, misfits: [], isRefused: true };
    const conditions = valuesOf(this.#conditions, this.#operation, variables);
    if (conditions instanceof GraphQLError) {
      return { data: undefined, errors: [conditions], misfits: [], isRefused: true };
    }
    const run: Run<Context> = { data: {}, errors: [], variables, conditions, context, sourceOf, isShared: false };
    await this.#step(run, [run.data]);
    const { isShared, errors } = run;
    const writing: Writing = { path: [], misfits: [], variables, isShared, known: [] };
    const project = this.#projection(conditions);
    try {
      const data = project(run.data, writing) ?? 'null';
      return { data, errors, misfits: errors.length > 0 ? [] : writing.misfits, isRefused: false };
    } catch (error) {
      return { data: undefined, errors: [...errors, asGraphQLError(error)], misfits: [], isRefused: false };
    }
  }

  #refusals(variables: RunOptions<unknown>['variables']): readonly GraphQLError[] {
    const { variableDefinitions } = this.#operation;
    if (variableDefinitions === undefined || variableDefinitions.length === 0) return [];
    return getVariableValues(this.#schema, variableDefinitions, variables).errors ?? [];
  }

  #projection(conditions: Conditions): Project {
    const key = this.#conditions.map((name) => (conditions[name] ? '1' : '0')).join('');
    const known = this.#projections.get(key);
    if (known !== undefined) return known;
    const projection = compileProjection(this.#schema, this.#operation, this.#fragments, conditions);
    if (this.#projections.size >= PROJECTIONS_MAX) this.#projections.clear();
    this.#projections.set(key, projection);
    return projection;
  }
}
