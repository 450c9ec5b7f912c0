import { ANSWER_BYTES_MAX, get } from '@hubgraph/audit';
import {
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  type Registry,
  type SelfSignedRegistry,
  verifySelfSignedRegistry,
} from '@hubgraph/identity';
import { HubgraphError, isRejection, realWorld, type World } from '@hubgraph/kernel';
import { logsOf, policyTextOf } from '@hubgraph/node';
import { say, UsageError } from '../say.ts';

interface Options {
  readonly key?: unknown;
}

/**
 * Prints by which keys and witnesses the two logs of a node are checked, from the council's registry. Which key of the
 * council signed that is told on stderr, unless it is the one that was asked for.
 */
export async function policy(council: string, node: string, { key }: Options): Promise<void> {
  if (!/^https?:\/\//.test(council) || !URL.canParse(council)) throw new UsageError(`${council} is not a URL.`);
  if (key !== undefined && (typeof key !== 'string' || !/^[\w-]{43}$/.test(key)))
    throw new UsageError('--key=THUMBPRINT is one thumbprint of a key: 43 letters, digits, - and _.');
  const world = realWorld();
  // The world's clock keeps no process alive, and between two questions nothing else does.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const base = council.replace(/\/+$/, '');
    const signed = await registryOf(world, `${base}/registry`);
    if (key !== undefined && signed.kid !== key) {
      throw new HubgraphError(
        'ERR_REGISTRY_OF_ANOTHER_KEY',
        `The registry at ${base} is signed by the key ${signed.kid}, not by ${key}. Where the council has new keys, have the new thumbprint confirmed by somebody whom you trust; otherwise this is not your council.`,
      );
    }
    const text = policyFor(signed.registry, node);
    if (key === undefined) {
      process.stderr.write(
        `FIRST USE: the key ${signed.kid} signed the registry of "${signed.council}" at ${base}. Compare it with what you know from somebody whom you trust: whoever answers at this address could have made it. Next time give --key=${signed.kid}\n`,
      );
    }
    say(`# The logs of ${node} by epoch ${signed.registry.epoch} of the registry of ${signed.council},`);
    say(`# signed by the key ${signed.kid}.`);
    process.stdout.write(text);
  } finally {
    clearInterval(alive);
  }
}

async function registryOf(world: World, url: string): Promise<SelfSignedRegistry> {
  const bytes = await get(world, url, REGISTRY_STATEMENT_SIZE_BYTES_MAX);
  if (bytes === undefined) {
    throw new HubgraphError('ERR_REGISTRY_UNUSABLE', `There is no ${url}: a council has one, other nodes have none.`);
  }
  const signed = await verifySelfSignedRegistry(Buffer.from(bytes).toString('utf8'), world.clock.now());
  if (isRejection(signed)) {
    throw new HubgraphError('ERR_REGISTRY_UNUSABLE', `${url} gives no registry to go by: ${signed.message}`);
  }
  return signed;
}

function policyFor(registry: Registry, id: string): string {
  const known = registry.nodes.find((one) => one.id === id);
  if (known === undefined) {
    const ids = registry.nodes.slice(0, 20).map((one) => one.id);
    const rest = registry.nodes.length > ids.length ? ' and others' : '';
    throw new HubgraphError(
      'ERR_NODE_IS_UNKNOWN',
      `The registry has no node "${id}"; it has ${ids.join(', ')}${rest}.`,
    );
  }
  if (logsOf(registry, id) === undefined) {
    throw new HubgraphError(
      'ERR_NODE_HAS_NO_LOGS',
      `The registry gives ${id} no logs that count: it has none (a gateway), its keys are not entered yet, or it is only proposed, or revoked. It is "${known.status}".`,
    );
  }
  const text = policyTextOf(registry, id, 'books', 'cases');
  if (text === undefined) {
    throw new HubgraphError(
      'ERR_WITNESSES_ARE_TOO_FEW',
      `The registry has too few witnesses for the logs of ${id}: a node needs the council and one other, the council two others. Until then no checkpoint of it is a witnessed one.`,
    );
  }
  if (Buffer.byteLength(text) > ANSWER_BYTES_MAX.policy) {
    throw new HubgraphError('ERR_LOG_TOO_LARGE', `The policy of ${id} is larger than readers of policies take.`);
  }
  return text;
}
