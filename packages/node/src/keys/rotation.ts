import {
  adoptNextKeys,
  type KeyRole,
  type LogRole,
  logKeysOf,
  type NodeKeys,
  type PublicJwk,
  proveKeyPossession,
  type Registry,
  type RegistryNode,
  signStatement,
  TOKEN_LIFETIME_MS_MAX,
} from '@hubgraph/identity';
import type { Accepted } from '@hubgraph/journal';
import { HubgraphError, isRejection, newId, type Rejection, type World } from '@hubgraph/kernel';
import type { NodeConfig } from '../config.ts';
import type { EndedLogs } from '../log/ended-file.ts';

/**
 * What a node states when its keys change: `{ keyPossession }`, a proof by all keys that it will have. Where its logs have
 * ended and others begun, also how: `{ ended: { books: { kept, lost }, cases } }`, signed notes.
 */
export const NODE_KEYS_CHANGED = 'node-keys-changed';

const STATEMENT_LIFETIME_MS = 600_000;
const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 16_384;

export interface KeyRotationOptions {
  readonly world: World;
  readonly config: Pick<NodeConfig, 'id' | 'folder' | 'council'>;
  readonly keys: NodeKeys;
  /** How the logs before those of now ended; the node signs with the new keys already. */
  readonly ended: EndedLogs | undefined;
  readonly registry: () => Registry | undefined;
  readonly askForRegistry: () => Promise<void>;
  /** The council states it to itself. */
  readonly receive: (jws: string) => Promise<Accepted | Rejection>;
  /** Called when the node signs with other keys than before. */
  readonly onChanged: () => void;
  /** Hears why the keys do not change. */
  readonly onError: (error: HubgraphError) => void;
}

/**
 * The change of a node's keys. What `hubgraph rotate-keys` made is told to the council, as often as it takes; when the
 * registry has it, it takes the place of the present keys. Each step is one write of `keys.json`, so that it goes on
 * wherever it was interrupted; nothing of it is in the node's own journal, so that it needs no command.
 */
export class KeyRotation {
  readonly #options: KeyRotationOptions;
  #keys: NodeKeys;
  #said: string | undefined;

  constructor(options: KeyRotationOptions) {
    this.#options = options;
    this.#keys = options.keys;
  }

  get keys(): NodeKeys {
    return this.#keys;
  }

  /** Why nobody believes this node, as a sentence: the registry has other keys of it, and none are about to change. */
  get mismatch(): string | undefined {
    const { config, registry } = this.#options;
    const entered = registry()?.nodes.find(({ id }) => id === config.id);
    if (entered === undefined || this.#keys.next !== undefined || this.#ended() !== undefined) return undefined;
    const others = rolesOfOthers(entered, this.#keys);
    if (others.length === 0) return undefined;
    return (
      `The registry has other keys of ${config.id} for ${others.join(', ')} than keys.json in ${config.folder}: what it signs ` +
      'with these is believed by nobody. Restore the keys.json that belongs to this journal, or have the council enter these.'
    );
  }

  /**
   * Goes over to the next keys where the registry has them, else tells the council of them. Where no keys change, looks
   * whether the registry has those that are there.
   */
  async advance(): Promise<void> {
    if (this.#adopted()) return this.#checkPresent();
    const fault = await this.#announce();
    if (fault === undefined) {
      await this.#options.askForRegistry();
      this.#adopted();
      return;
    }
    // Said once, not every ten seconds.
    if (fault !== this.#said) this.#options.onError(new HubgraphError('ERR_KEYS_NOT_CHANGED', fault));
    this.#said = fault;
  }

  async #checkPresent(): Promise<void> {
    // The registry that is here may be older than the keys.
    if (this.mismatch !== undefined) await this.#options.askForRegistry();
    const fault = this.mismatch;
    if (fault !== undefined && fault !== this.#said) {
      this.#options.onError(new HubgraphError('ERR_KEYS_NOT_REGISTERED', fault));
    }
    this.#said = fault;
  }

  #adopted(): boolean {
    const { world, config, registry, onChanged } = this.#options;
    const entered = registry()?.nodes.find(({ id }) => id === config.id);
    if (this.#keys.next === undefined) {
      return this.#ended() === undefined || entered === undefined || hasAll(entered, this.#keys);
    }
    if (entered === undefined || !hasAll(entered, withNext(this.#keys))) return false;
    this.#keys = adoptNextKeys(world, config.folder, this.#keys, (role) =>
      untilOf(entered, role, this.#keys, world.clock.now()),
    );
    onChanged();
    return true;
  }

  /** How the logs before ended, if that is why there are those of now. */
  #ended(): EndedLogs | undefined {
    const { ended } = this.#options;
    return ended?.logOrigin === this.#keys.logOrigin ? ended : undefined;
  }

  /** Why the council has not entered them, as a sentence. */
  async #announce(): Promise<string | undefined> {
    const { world, config, receive } = this.#options;
    const { id, council } = config;
    const isCouncil = id === council.id;
    const pinned = new Set(council.statementKeys.map(({ kid }) => kid));
    const statements = this.#keys.next?.statements;
    if (isCouncil && statements !== undefined && !pinned.has(statements.kid)) {
      return (
        `The council's new key for statements, ${JSON.stringify(statements.publicJwk)}, is not in council.statementKeys of ` +
        'its own file. Add it to the file of every node and gateway first, to this one last, and start each again.'
      );
    }
    const ended = this.#ended();
    const issuedAt = world.clock.now();
    const expiresAt = issuedAt + STATEMENT_LIFETIME_MS;
    const about = newId(world, id, 'keys');
    const proof = { issuer: id, audience: council.id, id: keysProofId(council.id, id), issuedAt, expiresAt };
    const keyPossession = await proveKeyPossession(withNext(this.#keys), proof);
    const jws = await signStatement(this.#keys, {
      issuer: id,
      audience: council.id,
      type: NODE_KEYS_CHANGED,
      id: about,
      issuedAt,
      expiresAt,
      payload: { keyPossession, ...(ended === undefined ? {} : { ended: { books: ended.books, cases: ended.cases } }) },
    });
    if (isCouncil) {
      const outcome = await receive(jws);
      return isRejection(outcome) ? `The new keys were refused: ${outcome.code}: ${outcome.message}` : undefined;
    }
    try {
      const answer = await world.network.request({
        url: `${council.endpoint}/statements`,
        method: 'POST',
        headers: { 'content-type': 'application/jwt' },
        body: jws,
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: ANSWER_BYTES_MAX,
      });
      if (answer.status === 200) return undefined;
      return `The council answered ${answer.status} to the new keys: ${answer.body.slice(0, 500)}`;
    } catch (error) {
      if (!(error instanceof HubgraphError)) throw error;
      return 'The council does not answer; it is told of the new keys when it does.';
    }
  }
}

/** The challenge in the proof of new keys; another one than that of a node which is proposed. */
export function keysProofId(council: string, node: string): string {
  return `${council}:${node}:keys`;
}

/** The keys for tokens that count now: the present one, and those before it while what they signed may still live. */
export function tokenKeysOf({ tokens, former = [] }: NodeKeys, now: number): readonly PublicJwk[] {
  const before = former.filter(({ role, until }) => role === 'tokens' && now < until);
  return [tokens, ...before.map(({ key }) => key)].map(({ publicJwk }) => publicJwk);
}

function withNext({ next, former: _, ...present }: NodeKeys): NodeKeys {
  return { ...present, ...next };
}

function hasAll(entered: RegistryNode, keys: NodeKeys): boolean {
  return rolesOfOthers(entered, keys).length === 0;
}

/** The roles for which the registry has another key than these, or none. */
function rolesOfOthers({ tokenKeys, statementKeys, logs, witness }: RegistryNode, keys: NodeKeys): string[] {
  const expected = logKeysOf(keys);
  const isEntered: readonly (readonly [KeyRole | LogRole, boolean])[] = [
    ['tokens', tokenKeys[0]?.kid === keys.tokens.kid],
    ['statements', statementKeys[0]?.kid === keys.statements.kid],
    ['books', logs?.books === expected.logs.books],
    ['cases', logs?.cases === expected.logs.cases],
    ['witness', witness === expected.witness],
  ];
  return isEntered.flatMap(([role, isSame]) => (isSame ? [] : [role]));
}

/** Tokens are verified here alone, so their time is the node's own; of all others the registry says it. */
function untilOf(entered: RegistryNode, role: KeyRole | LogRole, keys: NodeKeys, now: number): number {
  if (role === 'tokens') return now + 2 * TOKEN_LIFETIME_MS_MAX;
  if (role === 'statements') return entered.formerKeys?.find(({ kid }) => kid === keys.statements.kid)?.until ?? now;
  const { logs, witness } = logKeysOf(keys);
  const text = role === 'witness' ? witness : logs[role];
  return entered.formerLogKeys?.find(({ key }) => key === text)?.until ?? now;
}
