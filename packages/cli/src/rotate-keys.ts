import { join } from 'node:path';
import { definitions } from '@hubgraph/dev-env/node-runner';
import { type KeyRole, type LogRole, makeNextKeys } from '@hubgraph/identity';
import { HubgraphError, realWorld } from '@hubgraph/kernel';
import { lockFolder } from '@hubgraph/store';
import { beginNewLogs } from './new-logs.ts';
import { readSpec } from './node.ts';
import { say, UsageError } from './say.ts';

const ROLES = ['tokens', 'statements', 'books', 'cases', 'witness'] as const satisfies readonly (KeyRole | LogRole)[];

/**
 * Makes new keys beside those of a stopped node, and says what comes next. The node itself tells the council of them when
 * it runs, and goes over to them when the registry has them.
 */
export async function rotateKeys(
  file: string,
  { only, newLogs }: { readonly only?: string; readonly newLogs?: boolean },
): Promise<void> {
  const { kind, config } = readSpec(file);
  if (newLogs === true) {
    if (only !== undefined) throw new UsageError('--new-logs makes new keys for logs and witness; give no --only.');
    const { before, now, signed, left } = await beginNewLogs({
      world: realWorld(),
      config,
      definition: definitions[kind],
    });
    const lost = signed === undefined ? '' : `, ${signed - left} of ${signed} signed commits are lost`;
    say(`The logs ${before} have ended${lost}. The logs ${now} begin with the ${left} commits that are left.`);
    say('Back up keys.json and ended.json, and start the node: it tells the council, and takes commands again.');
    return;
  }
  const roles = only === undefined ? ROLES : only.split(',').map(roleOf);
  const world = realWorld();
  if (!world.disk.exists(join(config.folder, 'keys.json'))) {
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', `${config.folder} has no keys; start the node once first.`);
  }
  const release = lockFolder(world, config.folder);
  try {
    const { next } = makeNextKeys(world, config.folder, roles);
    say(`New keys for ${roles.join(', ')} are beside the present ones. Back up keys.json, and start the node.`);
    const statements = next?.statements?.publicJwk;
    if (kind !== 'council' || statements === undefined) return;
    say('First add this to council.statementKeys in the file of every node and gateway, and start each again;');
    say('in the file of the council last. Until then the council goes on with its present keys:');
    say(JSON.stringify(statements));
  } finally {
    release();
  }
}

function roleOf(text: string): KeyRole | LogRole {
  const role = ROLES.find((one) => one === text.trim());
  if (role === undefined) throw new UsageError(`--only names some of ${ROLES.join(',')}; it had "${text}".`);
  return role;
}
