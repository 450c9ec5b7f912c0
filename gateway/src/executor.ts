import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { Graph, Prepared, Source } from '@hubgraph/executor';
import { trace } from '@opentelemetry/api';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './context.ts';

/** A graph and who runs operations over it, as the server takes them. */
export type GatewayInterface = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];

/** Runs one operation of one request. */
export type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;

/** Data that are JSON already. */
class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For whoever writes an answer without looking what it is made of. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/**
 * Runs operations over the subgraphs of a graph; each operation is planned and compiled once.
 * @param onRefused is told of each answer for which nobody was asked, since its variables do not fit.
 */
export function executorOf(
  graph: Graph,
  sourceOf: (subgraph: string) => Source<GatewayContext>,
  onRefused: (answer: object) => void,
): GatewayExecutor {
  const sources = new Map(graph.subgraphs.map((name) => [name, sourceOf(name)]));
  // What the server forgets of documents is forgotten here.
  const known = new WeakMap<OperationDefinitionNode, Prepared>();
  const prepared = (document: DocumentNode, operation: OperationDefinitionNode): Prepared => {
    const before = known.get(operation);
    if (before !== undefined) return before;
    const found = trace.getTracer('hubgraph-gateway').startActiveSpan('hubgraph.plan', (span) => {
      try {
        return graph.prepare(document, operation);
      } finally {
        span.end();
      }
    });
    known.set(operation, found);
    return found;
  };
  return async ({ document, operation, request, context }) => {
    // The server asks without one too, to be told what is wrong.
    if (operation === undefined) return unnamed();
    const plan = prepared(document, operation);
    trace.getActiveSpan()?.setAttribute('hubgraph.plan', plan.outline);
    const { data, errors, misfits, isRefused } = await plan.run({
      variables: request.variables ?? {},
      context: context as GatewayContext,
      sourceOf: (name) => sources.get(name),
    });
    const answer = {
      ...(data === undefined ? {} : { data: data === 'null' ? null : (new Written(data) as never) }),
      ...(errors.length === 0 ? {} : { errors }),
      ...(misfits.length === 0 ? {} : { extensions: { valueCompletion: misfits } }),
    };
    if (isRefused) onRefused(answer);
    return answer;
  };
}

/** What is answered where none of several operations is meant. */
export function unnamed(): { readonly errors: readonly GraphQLError[] } {
  return { errors: [new GraphQLError('Say by its name which operation is to be run.')] };
}

/** A graph as the server takes it. */
export function gatewayOf({ schema }: Graph, supergraphSdl: string, executor: GatewayExecutor): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) listener({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      return { executor };
    },
    async stop() {},
  };
}

/** Writes an answer of which the data may be JSON already. */
export function stringify(result: {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}): string {
  const { data, errors, extensions } = result;
  const parts: string[] = [];
  if (errors !== undefined) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== undefined) parts.push(`"data":${data instanceof Written ? data.text : JSON.stringify(data)}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join()}}\n`;
}
