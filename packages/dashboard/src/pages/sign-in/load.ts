import type { GraphAnswer } from '../../graph/graph.ts';
import type { DemoSignIn, Visit } from '../../visit.tsx';
import { NodesToSignInAt, type NodesToSignInAtQuery } from './nodes.generated.ts';

export interface NodeChoice {
  readonly id: string;
  /** Null for the parts of the Basic Support System, which the page names itself. */
  readonly name: string | null;
}

const SUPPORT: readonly NodeChoice[] = ['council', 'trademark', 'fundraising'].map((id) => ({ id, name: null }));
const PAGES_MAX = 10;

/** Where one can be known: every hub, then the Basic Support System. */
export async function nodesToSignInAt({ graph }: Pick<Visit, 'graph'>): Promise<readonly NodeChoice[]> {
  const nodes: NodeChoice[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { data }: GraphAnswer<NodesToSignInAtQuery> = await graph.ask(NodesToSignInAt, { after });
    nodes.push(...(data?.hubs.nodes ?? []).map(({ id, name }) => ({ id, name: name ?? id })));
    after = data?.hubs.pageInfo.endCursor ?? null;
    if (data?.hubs.pageInfo.hasNextPage !== true) break;
  }
  return [...nodes, ...SUPPORT];
}

export interface DemoPerson {
  readonly id: string;
  readonly node: string;
  readonly name: string | null;
  readonly roles: readonly string[];
}

/** The people of a demonstration, by their node. */
export async function demoPeople(demo: DemoSignIn): Promise<ReadonlyMap<string, readonly DemoPerson[]>> {
  const byNode = new Map<string, DemoPerson[]>();
  for (const person of (await demo.people()).filter(isDemoPerson)) {
    byNode.set(person.node, [...(byNode.get(person.node) ?? []), person]);
  }
  return byNode;
}

function isDemoPerson(value: unknown): value is DemoPerson {
  const { id, node, name, roles } = value as Partial<Record<keyof DemoPerson, unknown>>;
  const isNamed = name === null || typeof name === 'string';
  return typeof id === 'string' && typeof node === 'string' && isNamed && Array.isArray(roles);
}

/** What a demonstration's node answers when one becomes somebody. */
export interface DemoAnswer {
  readonly token: string;
  readonly expiresInMs: number;
  readonly session: string;
  readonly sessionExpiresAt: string;
}

export function isDemoAnswer(value: unknown): value is DemoAnswer {
  const { token, session, sessionExpiresAt, expiresInMs } = (value ?? {}) as Partial<Record<keyof DemoAnswer, unknown>>;
  return (
    [token, session, sessionExpiresAt].every((part) => typeof part === 'string') && typeof expiresInMs === 'number'
  );
}
