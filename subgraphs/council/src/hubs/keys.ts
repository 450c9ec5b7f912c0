import {
  FORMER_LOG_KEYS_COUNT_MAX,
  type FormerKeyTime,
  type FormerLogKey,
  KEYS_COUNT_MAX,
  type KeyPossession,
  keyNamesOf,
  type LogRole,
  type PublicJwk,
  type RegistryNode,
} from '@hubgraph/identity';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { decideEvidence, type LogEvidenceFound } from '@hubgraph/node';
import type { NodeKeysChanged } from './domain.ts';

/** How long a former key counts: what was said before the change is under way for a month, or is signed anew. */
export const FORMER_KEY_MS = 30 * 24 * 3_600_000;
/** Tokens live for five minutes, and are verified at their own node alone. */
export const FORMER_TOKEN_KEY_MS = 3_600_000;

/** What the registry has of a node's keys. */
export interface RegisteredKeys {
  /** The present one first. */
  readonly tokenKeys: readonly PublicJwk[];
  readonly statementKeys: readonly PublicJwk[];
  readonly logs: { readonly books: string; readonly cases: string };
  readonly witness: string;
  readonly formerKeys: readonly FormerKeyTime[];
  readonly formerLogKeys: readonly FormerLogKey[];
}

/** In order of precedence. */
export type KeysRejectionCode =
  | 'node-may-not-change-keys'
  | 'statement-is-of-a-former-key'
  | 'log-names-differ'
  | 'loss-is-not-shown'
  | 'key-was-used-before'
  | 'keys-are-taken'
  | 'keys-change-too-often';

export interface KeysContext {
  /** As it stands in the registry. */
  readonly node: RegistryNode | undefined;
  /** The node that has, or ever had, a key of this name. */
  readonly holderOf: (name: string) => string | undefined;
}

/** How a node says that its logs ended: signed notes, of each log what is left and what was signed and is lost. */
export interface Ended {
  readonly books?: { readonly kept?: unknown; readonly lost?: unknown };
  readonly cases?: { readonly kept?: unknown; readonly lost?: unknown };
}

/**
 * Enters the keys that a node has proved to hold. Only its present key for statements may say so: with a former one that
 * was stolen nobody can take the node over. Nothing where the registry has them already.
 * Other names of logs are entered only with the proof that the present ones lost what they had signed: those end at once, and
 * the loss is kept as evidence.
 */
export function decideNodeKeys(
  given: {
    readonly at: number;
    readonly kid: string;
    readonly proof: KeyPossession;
    readonly ended?: Ended | undefined;
  },
  { node, holderOf }: KeysContext,
): (NodeKeysChanged | LogEvidenceFound)[] | Rejection<KeysRejectionCode> {
  const { at, kid, proof } = given;
  if (node === undefined || node.status !== 'authorised') {
    return reject('node-may-not-change-keys', 'Only a node that is authorised may change its keys.');
  }
  const { id, kind } = node;
  const { tokenKey, statementKey, logs, witness } = proof;
  const offered = { tokenKeys: [tokenKey], statementKeys: [statementKey], logs, witness };
  const isEntered = keyNamesOf(offered).every((name) => presentNames(node).has(name));
  if (isEntered) return [];
  if (node.statementKeys[0]?.kid !== kid) {
    return reject(
      'statement-is-of-a-former-key',
      `${id} has another key for statements now; only that one can say this.`,
    );
  }
  const before = namesOf(node);
  const isEnd = node.logs !== undefined && namesOf(offered).every((name) => !before.includes(name));
  if (node.logs !== undefined && !isEnd && before.join() !== namesOf(offered).join()) {
    return reject('log-names-differ', 'The names of the logs and of the witness stay, or all of them change.');
  }
  const losses = isEnd ? lossesOf(node, given.ended) : [];
  if (isEnd && losses.length === 0) {
    return reject(
      'loss-is-not-shown',
      'Logs have other names only where checkpoints that they signed are lost; show one, and one of what is left.',
    );
  }
  for (const name of keyNamesOf(offered)) {
    if (presentNames(node).has(name)) continue;
    const holder = holderOf(name);
    if (holder === id) return reject('key-was-used-before', `${id} had one of these keys before; make new ones.`);
    if (holder !== undefined)
      return reject('keys-are-taken', `${holder} has one of these keys; every node makes its own.`);
  }
  const tokens = changed(tokenKey, node.tokenKeys, at + FORMER_TOKEN_KEY_MS, node, at);
  const statements = changed(statementKey, node.statementKeys, at + FORMER_KEY_MS, node, at);
  const formerLogKeys = [
    ...replacedIn(node, offered, isEnd ? at : at + FORMER_KEY_MS),
    ...(node.formerLogKeys ?? []).map((key) => (isEnd ? { ...key, until: Math.min(key.until, at) } : key)),
  ];
  const isTooMuch =
    tokens.keys.length > KEYS_COUNT_MAX ||
    statements.keys.length > KEYS_COUNT_MAX ||
    formerLogKeys.length > FORMER_LOG_KEYS_COUNT_MAX;
  if (isTooMuch)
    return reject('keys-change-too-often', 'Too many former keys count still; wait until some have ended.');
  return [
    {
      type: 'NodeKeysChanged',
      node: id,
      kind,
      tokenKeys: tokens.keys,
      statementKeys: statements.keys,
      logs: { ...logs },
      witness,
      formerKeys: [...tokens.times, ...statements.times],
      formerLogKeys,
    },
    ...losses,
  ];
}

/** What of the present logs is proved to be lost. */
function lossesOf(node: RegistryNode, ended: Ended | undefined): LogEvidenceFound[] {
  return (['books', 'cases'] as const).flatMap((log) => {
    const { kept, lost } = ended?.[log] ?? {};
    const isOfPresent = typeof kept === 'string' && kept.startsWith(`${node.logs?.[log].split('+')[0]}\n`);
    if (!isOfPresent || typeof lost !== 'string') return [];
    const given = { node: node.id, log, kind: 'LOST', first: kept, second: lost, foundBy: node.id } as const;
    const registry = { epoch: 0, nodes: [node] };
    const found = decideEvidence(given, { registry, isKnown: () => false, count: 0 });
    return isRejection(found) ? [] : found;
  });
}

/** The present key first, and those before it while they count. */
function changed(next: PublicJwk, present: readonly PublicJwk[], until: number, node: RegistryNode, at: number) {
  const timeOf = ({ kid }: PublicJwk) => node.formerKeys?.find((former) => former.kid === kid)?.until ?? until;
  const former = present.filter((key) => key.kid !== next.kid && at < timeOf(key));
  return { keys: [next, ...former], times: former.map((key) => ({ kid: key.kid, until: timeOf(key) })) };
}

function replacedIn({ logs, witness }: RegistryNode, offered: NoteKeys, until: number): FormerLogKey[] {
  const before: readonly (readonly [LogRole, string | undefined, string])[] = [
    ['books', logs?.books, offered.logs.books],
    ['cases', logs?.cases, offered.logs.cases],
    ['witness', witness, offered.witness],
  ];
  return before.flatMap(([role, key, next]) => (key === undefined || key === next ? [] : [{ role, key, until }]));
}

interface NoteKeys {
  readonly logs: { readonly books: string; readonly cases: string };
  readonly witness: string;
}

/** Names of verifier keys, before the `+`. */
function namesOf({ logs, witness }: Partial<NoteKeys>): string[] {
  return [logs?.books, logs?.cases, witness].map((key) => key?.split('+')[0] ?? '');
}

function presentNames({ tokenKeys, statementKeys, logs, witness }: RegistryNode): ReadonlySet<string> {
  return new Set(
    keyNamesOf({
      tokenKeys: tokenKeys.slice(0, 1),
      statementKeys: statementKeys.slice(0, 1),
      ...(logs === undefined ? {} : { logs }),
      ...(witness === undefined ? {} : { witness }),
    }),
  );
}

/** What an event says of keys, and nothing else of it. */
export function registeredKeys(from: RegisteredKeys): RegisteredKeys {
  const { tokenKeys, statementKeys, logs, witness, formerKeys, formerLogKeys } = from;
  return { tokenKeys, statementKeys, logs, witness, formerKeys, formerLogKeys };
}
