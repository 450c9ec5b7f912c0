import { createContext, type ReactNode, useContext } from 'react';
import type { NodeFiles } from './files/node-files.ts';
import type { Graph } from './graph/graph.ts';
import type { Locale } from './i18n/locales.ts';
import type { Session } from './session/cookie.ts';

/** Who is signed in, as the sessions say; the nodes decide what it is worth. */
export interface SignedIn {
  /** One at each node; the newest last, and never empty. */
  readonly people: readonly { readonly node: string; readonly person: string; readonly name: string | null }[];
  /** Access tokens to send along, each for another node. */
  readonly tokens: readonly string[];
}

/** What only a demonstration has: one may become anybody. */
export interface DemoSignIn {
  people(): Promise<readonly unknown[]>;
  signIn(node: string, body: { readonly person: string }): Promise<unknown>;
}

/** One request for a page: who asks, in which language, for what. */
export interface Visit {
  readonly locale: Locale;
  /** The path without the language, as `/hubs/cee`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly graph: Graph;
  readonly files: NodeFiles;
  /** An idempotency key that nobody else has. */
  readonly newKey: () => string;
  readonly signedIn: SignedIn | null;
  readonly sessions: readonly Session[];
  /** The nodes at which a session was over when this request came. */
  readonly expired: readonly string[];
  readonly demo: DemoSignIn | undefined;
}

const Current = createContext<Visit | undefined>(undefined);

export function VisitProvider({ visit, children }: { readonly visit: Visit; readonly children: ReactNode }) {
  return <Current.Provider value={visit}>{children}</Current.Provider>;
}

/** The request that is being answered. */
export function useVisit(): Visit {
  const visit = useContext(Current);
  if (visit === undefined) throw new Error('A component of the page outside of a visit.');
  return visit;
}

/** An address of the page in the visitor's language; parameters that are undefined are left out. */
export function addressOf(
  { locale }: Pick<Visit, 'locale'>,
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(entries).toString();
  return `/${locale}${path === '/' ? '' : path}${search === '' ? '' : `?${search}`}` || '/';
}
