import { type Graph, type GraphAnswer, GraphUnavailableError } from '../graph/graph.ts';
import type { PageDefinition } from '../page.ts';
import { readAloud, show, visitTo } from '../testing.test-helper.ts';

/** What a graph answers, by the name of the operation; `down` is a gateway that is not there. */
export type Answers = Readonly<Record<string, 'down' | Partial<GraphAnswer<unknown>>>>;

/** A graph that answers as it is told to, and keeps what it was asked. An operation that nobody told it of is a fault of the test. */
function fakeGraph(answers: Answers, asked: Map<string, unknown>): Graph {
  return {
    async ask<Data, Variables>({ name }: { readonly name: string }, variables: Variables) {
      asked.set(name, variables);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`Nobody said what ${name} answers.`);
      if (answer === 'down') throw new GraphUnavailableError('down');
      const { data = null, errors = [] } = answer;
      return { data: data as Data | null, errors };
    },
  };
}

/** A page as a browser would get it, without the frame around it. */
export interface Rendered {
  readonly status: number;
  readonly html: string;
  /** What is read. */
  readonly text: string;
  /** The variables of what was asked last, by the name of the operation. */
  readonly asked: ReadonlyMap<string, unknown>;
}

/** Shows a page of an address. */
export async function rendered(
  page: PageDefinition,
  address: string,
  answers: Answers,
  params: Readonly<Record<string, string>> = {},
): Promise<Rendered> {
  const asked = new Map<string, unknown>();
  const visit = { ...visitTo(address, params, fakeGraph(answers, asked)), now: Date.parse('2026-11-21T12:00:00Z') };
  const { status, html } = await show(page, visit);
  return { status, html, text: textOf(html), asked };
}

/** What is read: the text of each element, with spaces between. */
function textOf(html: string): string {
  return readAloud(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[\s\u00a0]+/g, ' ');
}
