import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { NodeFiles } from './files/node-files.ts';
import type { Graph, GraphError } from './graph/graph.ts';
import type { PageAnswer, PageDefinition } from './page.ts';
import { type Visit, VisitProvider } from './visit.tsx';

/** What a graph made up for a test answers to operations, by their names with a small first letter: data, or data beside errors, by the variables asked with. */
export type Answers = Readonly<
  Record<string, (variables: Record<string, unknown>) => { data: unknown; errors?: readonly Partial<GraphError>[] }>
>;

/** A graph that answers from a table; an operation that is not in it fails the test. */
export function graphOf(answers: Answers, asked: string[] = []): Graph {
  return {
    async ask({ name }, variables) {
      asked.push(name);
      const answer = answers[`${name.charAt(0).toLowerCase()}${name.slice(1)}`];
      if (answer === undefined) throw new Error(`The test has no answer to ${name}.`);
      const { data, errors = [] } = answer(variables as Record<string, unknown>);
      return { data: data as never, errors: errors.map((error) => ({ message: '', code: 'UNKNOWN', ...error })) };
    },
  };
}

/** The error of a node that cannot be reached. */
export function silent(node: string): Partial<GraphError> {
  const code = ['council', 'fundraising', 'trademark'].includes(node) ? 'NODE_UNAVAILABLE' : 'HUB_UNAVAILABLE';
  return { code, node, reason: 'refused' };
}

/** Nodes that take no file and have none. */
export const NO_FILES: NodeFiles = {
  send: async () => ({ failed: true }),
  begin: async () => ({ failed: true }),
  append: async () => ({ failed: true }),
  reached: async () => ({ failed: true }),
  read: async () => undefined,
  exports: async () => undefined,
};

/** A visit to an address of the page, by nobody in particular. */
export function visitTo(address: string, params: Readonly<Record<string, string>>, graph: Graph): Visit {
  const url = new URL(address, 'http://page.invalid');
  return {
    locale: 'en',
    path: url.pathname,
    query: url.searchParams,
    params,
    now: Date.UTC(2026, 4, 15),
    graph,
    files: NO_FILES,
    signedIn: null,
    sessions: [],
    expired: [],
    demo: undefined,
    newKey: () => 'key-of-the-test',
  };
}

function Within({ visit, content }: { readonly visit: Visit; readonly content: ReactNode }): ReactNode {
  return VisitProvider({ visit, children: content });
}

export interface Shown {
  readonly status: number;
  readonly html: string;
  /** What a reader sees, without the elements around it. */
  readonly text: string;
  /** Where it leads elsewhere. */
  readonly redirect: string | undefined;
}

/** Everything that comes. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Without the copies of column titles that stand in each cell for the eye alone. */
export const readAloud = (html: string): string =>
  html.replace(/<span class="label" aria-hidden="true">.*?<\/span><div>/gs, '<div>');

/** Shows a page as the server does, to its end. */
export async function show(page: PageDefinition, visit: Visit): Promise<Shown> {
  const answer: PageAnswer = await page.show(visit);
  if ('redirect' in answer) return { status: 303, html: '', text: '', redirect: answer.redirect };
  if ('pieces' in answer) {
    const pieces = await all(answer.pieces);
    return { status: 200, html: '', text: pieces.join(''), redirect: undefined };
  }
  const render = (content: ReactNode): string => renderToStaticMarkup(createElement(Within, { visit, content }));
  let html: string;
  if ('body' in answer) html = render(answer.body);
  else {
    const parts = await all(answer.parts);
    html = render(answer.head) + parts.map(render).join('');
  }
  const status = 'body' in answer ? (answer.status ?? 200) : 200;
  return {
    status,
    html,
    text: readAloud(html)
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
    redirect: undefined,
  };
}
