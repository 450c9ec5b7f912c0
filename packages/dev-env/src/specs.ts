import { loadOrCreateNodeKeys, logKeysOf, type NodeKeys, type RegistryNode } from '@hubgraph/identity';
import { type Day, dayOf, type World } from '@hubgraph/kernel';
import type { NodeConfig } from '@hubgraph/node';
import { type DemoHub, hubPeople, supportPeople } from './catalogue.ts';
import type { NodeKindName, NodeSpec } from './node-runner.ts';

/** The nodes that every movement has, beside its hubs. */
export const SUPPORT = ['council', 'trademark', 'fundraising'] as const;

const DAY_MS = 86_400_000;

/** Where one node of a movement is, and how it is reached. */
export interface Place extends Pick<NodeConfig, 'folder' | 'host' | 'port' | 'endpoint' | 'store' | 'isDemo'> {
  /** The folder of its keys, as whoever makes the movement sees it; made at the first time. */
  readonly keysIn: string;
}

/** Ports and hosts may change from one start to the next; the names of logs do not. */
function originOf(id: string): string {
  return `${id}.demo.hubgraph.example`;
}

/** What each node of a movement is made of, by its slug: the council first, then the other support nodes, then hubs. */
export function specsOf(
  world: World,
  hubs: readonly DemoHub[],
  placeOf: (id: string) => Place,
): ReadonlyMap<string, NodeSpec> {
  const keysOf = (id: string): NodeKeys => loadOrCreateNodeKeys(world, placeOf(id).keysIn, originOf(id));
  const endpoint = (id: string): string => placeOf(id).endpoint;
  const { statements, next, former = [] } = keysOf('council');
  // While the council's key changes, everybody knows both.
  const pinned = [
    statements,
    next?.statements,
    ...former.map(({ role, key }) => (role === 'statements' ? key : undefined)),
  ];
  const statementKeys = pinned.flatMap((key) => (key === undefined ? [] : [key.publicJwk]));
  const council = { id: 'council', endpoint: endpoint('council'), statementKeys };
  const configOf = (id: string): NodeConfig => {
    const { keysIn: _, ...place } = placeOf(id);
    return { id, ...place, council, logOrigin: originOf(id) };
  };
  const founding = SUPPORT.map((kind): RegistryNode => {
    const keys = keysOf(kind);
    return {
      id: kind,
      kind,
      name: `${kind} (demonstration)`,
      status: 'authorised',
      endpoint: endpoint(kind),
      tokenKeys: [keys.tokens.publicJwk],
      statementKeys: [keys.statements.publicJwk],
      ...logKeysOf(keys),
    };
  });
  const day = (days: number): Day => dayOf(world.clock.now() + days * DAY_MS);
  const people = (entered: ReturnType<typeof hubPeople>): NodeSpec['setup']['people'] =>
    entered.map(({ name, roles, terms = [] }) => ({
      name,
      roles,
      mandates: terms.map(({ office, fromDay, toDay, because }) => ({
        office,
        from: day(fromDay),
        to: day(toDay),
        because,
      })),
    }));
  const spec = (kind: NodeKindName, id: string, setup: Partial<NodeSpec['setup']>): [string, NodeSpec] => [
    id,
    { kind, config: configOf(id), setup: { people: [], funds: [], ...setup } },
  ];
  return new Map([
    spec('council', 'council', { founding, people: people(supportPeople.council) }),
    spec('trademark', 'trademark', { people: people(supportPeople.trademark) }),
    spec('fundraising', 'fundraising', {
      people: people(supportPeople.fundraising),
      funds: [{ code: 'general', name: 'Worldwide pool' }],
    }),
    ...hubs.map((hub) =>
      spec('hub', hub.id, { people: people(hubPeople(hub)), funds: [{ code: 'general', name: 'General fund' }] }),
    ),
  ]);
}
