import { join } from 'node:path';
import { issueToken, TOKEN_LIFETIME_MS_MAX } from '@hubgraph/identity';
import { HubgraphError, isRejection, newId, parseId, realWorld } from '@hubgraph/kernel';
import { keysOf } from '@hubgraph/node';
import { readSpec } from './node.ts';
import { say } from './say.ts';

/**
 * Prints a token for a person of a node. Whoever may read the node's key file may do this: it is how an operator gives
 * the first administrator access.
 */
export async function token(file: string, person: string): Promise<void> {
  const { config } = readSpec(file);
  const id = parseId(person, 'person');
  if (isRejection(id)) throw new HubgraphError('ERR_CONFIG_UNREADABLE', id.message);
  const world = realWorld();
  if (!world.disk.exists(join(config.folder, 'keys.json'))) {
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', `${config.folder} has no keys; start the node once first.`);
  }
  say(
    await issueToken({
      keys: keysOf(world, config),
      issuer: config.id,
      audience: config.id,
      subject: person,
      now: world.clock.now(),
      lifetimeMs: TOKEN_LIFETIME_MS_MAX,
      jti: newId(world, config.id, 'token'),
    }),
  );
}
