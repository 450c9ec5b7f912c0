import { join } from 'node:path';
import { drawSignInCode, readSignInCode, SIGN_IN_CODE, signStatement } from '@hubgraph/identity';
import { HubgraphError, isRejection, newId, parseId, realWorld, sha256, type World } from '@hubgraph/kernel';
import { keysOf } from '@hubgraph/node';
import { readSpec } from './node.ts';
import { say, UsageError } from './say.ts';

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 65_536;
const REQUEST_LIFETIME_MS = 60_000;

/**
 * Prints a code with which a person signs in once. The running node issues it: it is asked by a statement in its own
 * name, which only whoever may read the node's key file can sign. The code itself never leaves this terminal.
 */
export async function signInCode(
  file: string,
  person: string,
  { minutes }: { readonly minutes: number | string },
): Promise<void> {
  const { config } = readSpec(file);
  const id = parseId(person, 'person');
  if (isRejection(id)) throw new HubgraphError('ERR_CONFIG_UNREADABLE', id.message);
  const lifetimeMinutes = Number(minutes);
  if (!Number.isInteger(lifetimeMinutes))
    throw new UsageError(`--minutes must be a whole number; it was "${minutes}".`);
  const world = realWorld();
  if (!world.disk.exists(join(config.folder, 'keys.json'))) {
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', `${config.folder} has no keys; start the node once first.`);
  }
  const code = drawSignInCode(world.random);
  const now = world.clock.now();
  const statement = await signStatement(keysOf(world, config), {
    issuer: config.id,
    audience: config.id,
    type: SIGN_IN_CODE,
    id: newId(world, config.id, 'command'),
    issuedAt: now,
    expiresAt: now + REQUEST_LIFETIME_MS,
    payload: { person, codeDigest: sha256(String(readSignInCode(code))), lifetimeMinutes },
  });
  const base = config.port === 0 ? config.endpoint : `http://${config.host}:${config.port}`;
  await send(world, config.id, `${base}/operator/sign-in-codes`, statement);
  say(code);
}

async function send(world: World, node: string, url: string, statement: string): Promise<void> {
  const answer = await world.network
    .request({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/jwt' },
      body: statement,
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
    })
    .catch((cause: unknown) => {
      throw new HubgraphError('ERR_NODE_DOES_NOT_ANSWER', `${node} does not answer at ${url}; start it first.`, {
        cause,
      });
    });
  if (answer.status === 200) return;
  throw new HubgraphError('ERR_COMMAND_REFUSED', `${node} answered ${answer.status}: ${said(answer.body)}`);
}

/** The refusal in the answer's body; the beginning of the body where another server answers. */
function said(body: string): string {
  try {
    const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown };
    if (typeof code === 'string') return `${code}: ${String(message)}`;
  } catch {
    // Told as it is.
  }
  return body.slice(0, 200);
}
