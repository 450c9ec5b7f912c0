import type { RegistryNode } from '@hubgraph/identity';
import { type Day, HubgraphError, isRejection, newId, type World } from '@hubgraph/kernel';
import {
  type Log,
  type NodeConfig,
  type NodeDefinition,
  operator,
  RunningNode,
  serve,
  TextSealer,
} from '@hubgraph/node';
import { council } from '@hubgraph/subgraph-council';
import { fundraising } from '@hubgraph/subgraph-fundraising';
import { hub } from '@hubgraph/subgraph-hub';
import { trademark } from '@hubgraph/subgraph-trademark';

export type NodeKindName = 'council' | 'trademark' | 'fundraising' | 'hub';

/** What a node is made of when it starts: its configuration, and what its operator enters once. */
export interface NodeSpec {
  readonly kind: NodeKindName;
  readonly config: NodeConfig;
  readonly setup: {
    /** The council's only: the first nodes of the registry. */
    readonly founding?: readonly RegistryNode[];
    readonly people: readonly {
      readonly name: string;
      readonly roles: readonly string[];
      readonly mandates?: readonly MandateSpec[];
    }[];
    /** Funds to open, as `general`. */
    readonly funds: readonly { readonly code: string; readonly name: string; readonly purposes?: readonly string[] }[];
  };
}

/** A term in an office, by which the role is held. */
interface MandateSpec {
  readonly office: string;
  readonly from: Day;
  readonly to: Day;
  readonly because: string;
}

export interface StartedNode {
  readonly id: string;
  readonly url: string;
  stop(): Promise<void>;
}

export const definitions: Readonly<Record<NodeKindName, NodeDefinition>> = { council, trademark, fundraising, hub };

/** Opens a node, enters what its operator enters, and serves it. What was entered before is not entered again. */
export async function runNode(
  world: World,
  spec: NodeSpec,
  log: Log = () => {},
): Promise<StartedNode & { readonly node: RunningNode }> {
  const node = await RunningNode.open(world, spec.config, definitions[spec.kind]);
  try {
    // A node that takes no command has what was entered before.
    if (node.refusal === undefined) await setUp(node, spec);
    const served = await serve(node, log);
    node.start();
    return {
      id: spec.config.id,
      url: served.url,
      node,
      async stop() {
        await served.stop();
        await node.stop();
      },
    };
  } catch (error) {
    await node.stop();
    throw error;
  }
}

async function setUp(node: RunningNode, { setup }: NodeSpec): Promise<void> {
  const enter = async (key: string, type: string, payload: Readonly<Record<string, unknown>>, texts?: TextSealer) => {
    const outcome = await node.operate(operator, key, type, payload, texts?.entries);
    if (isRejection(outcome)) throw new HubgraphError('ERR_SET_UP_REFUSED', `${type} (${key}): ${outcome.message}`);
    return outcome;
  };
  if (setup.founding !== undefined) await enter('found', 'FoundMovement', { nodes: setup.founding });
  for (const { name, roles, mandates = [] } of setup.people) {
    const texts = new TextSealer(node.world, node.config.id);
    const payload = { person: newId(node.world, node.config.id, 'person'), name: texts.seal(name) };
    // Of a name the journal has a digest at most, also in its keys.
    const who = node.pseudonym('person', name);
    const { events } = await enter(`person:${who}`, 'AddPerson', payload, texts);
    const { person } = events[0] as unknown as { person: string };
    for (const role of roles) await enter(`role:${who}:${role}`, 'GrantRole', { person, role });
    for (const [index, { because, ...term }] of mandates.entries()) {
      const why = new TextSealer(node.world, node.config.id);
      const mandate = newId(node.world, node.config.id, 'mandate');
      const seat = { mandate, person, ...term, because: why.seal(because) };
      await enter(`mandate:${who}:${index}`, 'SeatInOffice', seat, why);
    }
  }
  for (const { code, name, purposes } of setup.funds) {
    const texts = new TextSealer(node.world, node.config.id);
    const fund = newId(node.world, node.config.id, 'fund');
    const payload = { fund, code, name: texts.seal(name), ...(purposes === undefined ? {} : { purposes }) };
    await enter(`fund:${code}`, 'OpenFund', payload, texts);
  }
}
