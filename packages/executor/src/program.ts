import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { merge } from './merge.ts';
import { eachPlace, type Path, thingsAt, withoutSteps } from './places.ts';
import { compileRepresentation } from './representation.ts';
import { rewrite } from './rewrites.ts';
import type { Conditions } from './selections.ts';
import { type Source, type Subanswer, type SubgraphError, SubrequestMaker } from './subrequest.ts';
import { isObject, own, type Thing } from './things.ts';

/** One running of a plan. */
export interface Run<Context> {
  readonly data: Thing;
  readonly errors: GraphQLError[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly conditions: Conditions;
  readonly context: Context;
  readonly sourceOf: (subgraph: string) => Source<Context> | undefined;
  /** True once one thing stands in several places. */
  isShared: boolean;
}

/** A part of a plan, to be carried out for some things of the answer. */
export type Step = <Context>(run: Run<Context>, things: readonly Thing[]) => Promise<void> | undefined;

const NO_STEP: Step = () => undefined;

/** Compiles a part of a plan; `path` is where in the answer the things are for which it is carried out. */
export function compileStep(schema: GraphQLSchema, node: PlanNode | undefined, path: Path = []): Step {
  switch (node?.kind) {
    case undefined:
      return NO_STEP;
    case 'Sequence': {
      const steps = node.nodes.map((one) => compileStep(schema, one, path));
      return async (run, things) => {
        for (const step of steps) await step(run, things);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((one) => compileStep(schema, one, path));
      return async (run, things) => {
        await Promise.all(steps.map((step) => step(run, things)));
      };
    }
    case 'Flatten': {
      const step = compileStep(schema, node.node, [...path, ...node.path]);
      return (run, things) => step(run, thingsAt(things, node.path, run.isShared));
    }
    case 'Condition': {
      const { condition } = node;
      const [then, otherwise] = [node.ifClause, node.elseClause].map((one) => compileStep(schema, one, path));
      return (run, things) => (run.conditions[condition] ? then : otherwise)?.(run, things);
    }
    case 'Fetch':
      return compileFetch(schema, node, path);
    default:
      throw new Error(`Plans with ${node?.kind} cannot be run.`);
  }
}

/** The things to which each representation belongs. */
type Targets = readonly (readonly Thing[])[];

function compileFetch(schema: GraphQLSchema, node: FetchNode, path: Path): Step {
  const { serviceName, variableUsages = [], outputRewrites } = node;
  const maker = new SubrequestMaker(node.operation, node.operationName);
  const represent = node.requires && compileRepresentation(schema, node.requires, node.inputRewrites);

  async function ask<Context>(run: Run<Context>, texts?: readonly string[], targets?: Targets): Promise<Subanswer> {
    const source = run.sourceOf(serviceName);
    if (source === undefined) throw new Error(`There is no subgraph ${serviceName}.`);
    const variables: Record<string, unknown> = {};
    for (const name of variableUsages) {
      const value = own(run.variables, name);
      if (value === undefined) continue;
      if (name === 'representations' && texts !== undefined) throw new Error('No variable may be "representations".');
      variables[name] = value;
    }
    const answer = await source.process({ request: maker.make(variables, texts), context: run.context });
    for (const error of answer.errors ?? []) run.errors.push(...placed(run.data, path, serviceName, error, targets));
    return answer;
  }

  async function fetchRoots<Context>(run: Run<Context>, things: readonly Thing[]): Promise<void> {
    const { data } = await ask(run);
    if (!data) return;
    rewrite(schema, outputRewrites, data);
    if (things.length > 1) run.isShared = true;
    for (const thing of things) merge(thing, data);
  }

  async function fetchThings<Context>(
    run: Run<Context>,
    things: readonly Thing[],
    representThing: NonNullable<typeof represent>,
  ): Promise<void> {
    const slots = new Map<string, number>();
    const texts: string[] = [];
    const targets: Thing[][] = [];
    for (const thing of things) {
      const represented = representThing(thing);
      if (represented === undefined) continue;
      const slot = slots.get(represented.key);
      if (slot === undefined) {
        slots.set(represented.key, texts.length);
        texts.push(represented.text);
        targets.push([thing]);
      } else targets[slot]?.push(thing);
    }
    if (texts.length === 0) return;
    const { data } = await ask(run, texts, targets);
    if (!data) return;
    const entities = data['_entities'];
    if (!Array.isArray(entities)) throw new Error('Expected "data._entities" in response to be an array');
    if (entities.length !== texts.length) {
      throw new Error(`Expected "data._entities" to contain ${texts.length} elements`);
    }
    for (const [slot, entity] of entities.entries()) {
      if (entity === null || entity === undefined) continue;
      const owners = targets[slot] ?? [];
      if (!isObject(entity)) {
        const message = `${serviceName} answered no thing where it was asked about one.`;
        run.errors.push(...placed(run.data, path, serviceName, { message, path: ['_entities', slot] }, targets));
        continue;
      }
      const type = owners[0]?.['__typename'];
      if (!entity['__typename'] && type !== undefined) entity['__typename'] = type;
      rewrite(schema, outputRewrites, entity);
      if (owners.length > 1) run.isShared = true;
      for (const thing of owners) merge(thing, entity);
    }
  }

  return async (run, things) => {
    if (things.length === 0) return;
    try {
      await (represent === undefined ? fetchRoots(run, things) : fetchThings(run, things, represent));
    } catch (error) {
      run.errors.push(asGraphQLError(error));
    }
  };
}

/** The error of a subgraph in each place of the answer that it concerns. */
function placed(
  root: unknown,
  path: Path,
  serviceName: string,
  error: SubgraphError,
  targets: Targets | undefined,
): GraphQLError[] {
  const { path: told, extensions } = error;
  const message = error.message || `Error while fetching subquery from service "${serviceName}"`;
  const code = extensions?.['code'] || 'DOWNSTREAM_SERVICE_ERROR';
  const at = (place: Path | undefined): GraphQLError =>
    new GraphQLError(message, {
      ...(place === undefined ? {} : { path: place }),
      extensions: { ...extensions, code, serviceName },
    });
  if (!Array.isArray(told)) return [at(undefined)];
  const slot = told[1];
  if (targets === undefined || typeof slot !== 'number') return [at(withoutSteps([...path, ...told]))];
  const concerned = new Set<object>(targets[slot]);
  const found: GraphQLError[] = [];
  eachPlace(root, path, (place, thing) => {
    if (concerned.has(thing)) found.push(at([...place, ...told.slice(2)]));
  });
  return found.length > 0 ? found : [at(withoutSteps(path))];
}

/** Anything that was thrown, as an error of an answer. */
export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
