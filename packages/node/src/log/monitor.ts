import type { Registry } from '@hubgraph/identity';
import { LOG_NAMES, type LogName } from '@hubgraph/journal';
import { HubgraphError, isRejection, sha256, type World } from '@hubgraph/kernel';
import {
  formatNote,
  isQuorum,
  type LogPolicy,
  parseCheckpoint,
  type VerifiedCheckpoint,
  type VerifierKey,
  verifyCheckpoint,
  verifyConsistency,
} from '@hubgraph/tlog';
import { keysOfLog, logsOf, policyOf, witnessesOf } from './assignment.ts';
import { askConsistency } from './consistency.ts';
import { canBe } from './cosigned-at.ts';
import type { LogEvidence } from './domain.ts';
import { type Evidence, evidenceId } from './evidence.ts';
import type { WitnessFile } from './witness-file.ts';

/** How long a look at a node's logs is good for. */
const FRESH_MS = 60_000;
/** How long who asks waits for a new look; then the last one is shown. */
const WAIT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 2_500;
const ANSWER_BYTES_MAX = 131_072;
/** How many nodes are looked at at once. */
const LOOKS_MAX = 16;
/** How many witnesses of a log are asked what they have seen; the council's logs have one in every node. */
const WITNESSES_ASKED_MAX = 14;
/** How much of what is held against a log it is asked to disprove at each look. */
const DISPROVED_MAX = 16;

export interface MonitorOptions {
  readonly world: Pick<World, 'clock' | 'network'>;
  readonly registry: () => Registry | undefined;
  /** What this node's own witness has seen, by the SHA-256 of an origin. */
  readonly ownWitness: { readonly node: string; readonly seen: (originHash: string) => string | undefined };
  /** What was seen of logs before this monitor was made, by their origins. */
  readonly memory: Pick<WitnessFile, 'seen' | 'keepSeen'>;
  /** Takes what contradicts itself. */
  readonly onEvidence: (evidence: Evidence) => Promise<unknown>;
  /** What is held against a log already, what counts most first. */
  readonly held: (node: string, log: LogName) => readonly Contradiction[];
}

/** Two notes that a log signed, and what is wrong with them. */
type Contradiction = Pick<LogEvidence, 'kind' | 'first' | 'second'>;

/** What was seen of a log when it was looked at last. */
export interface LogView {
  readonly node: string;
  readonly log: LogName;
  readonly origin: string;
  /** The log's key, as it stands in the registry. */
  readonly verifierKey: string;
  /** The published checkpoint with its cosignatures; undefined if none that the log signed was ever seen. */
  readonly checkpoint: (VerifiedCheckpoint & { readonly text: string }) | undefined;
  /** Whose cosignatures under it hold; the time in milliseconds since 1970. */
  readonly witnesses: readonly { readonly node: string; readonly cosignedAt: number }[];
  /** Whether they are a quorum by the registry. */
  readonly isWitnessed: boolean;
  /** When the checkpoint was fetched. */
  readonly asOf: number | undefined;
  /** Why there is no newer one, as a sentence; undefined if the last look went well. */
  readonly fault: string | undefined;
}

interface Look {
  readonly at: number;
  readonly views: readonly LogView[];
}

/**
 * Looks at the logs of other nodes from outside, as any stranger could: at what they publish, who has cosigned it, and
 * whether that, what was seen before and what different witnesses have seen is one history.
 */
export class LogMonitor {
  readonly #options: MonitorOptions;
  readonly #looks = new Map<string, Look>();
  readonly #looking = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  /** By the id of a pair of notes: when it was first seen that the log proves that the second continues the first. */
  readonly #resolved = new Map<string, number>();

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  /** What is known of a node's logs, not older than a minute where the node answers; none for a node without logs. */
  async logsOf(node: string): Promise<readonly LogView[]> {
    const { clock } = this.#options.world;
    // Anybody may ask of anything: what has no logs is not remembered.
    const unseen = this.#unseen(node);
    if (unseen.length === 0) return unseen;
    const known = this.#looks.get(node);
    if (known !== undefined && Math.abs(clock.now() - known.at) < FRESH_MS) return known.views;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(WAIT_MS, resolve);
      void this.look(node).finally(() => {
        cancel();
        resolve();
      });
    });
    return this.#looks.get(node)?.views ?? unseen;
  }

  /**
   * When this monitor saw first, in milliseconds since 1970, that the log proves that the second checkpoint continues the
   * first: it had no proof when it was asked before. Undefined as long as it has none, and always for a fork.
   */
  resolvedAt({ kind, first, second }: Contradiction): number | undefined {
    return kind === 'INCONSISTENT' ? this.#resolved.get(evidenceId(first, second)) : undefined;
  }

  /** Looks now, once however many ask. It never fails: what went wrong is part of what is seen. */
  look(node: string): Promise<void> {
    const looking = this.#looking.get(node);
    if (looking !== undefined) return looking;
    const look = this.#look(node).finally(() => {
      this.#looking.delete(node);
      this.#waiting.shift()?.();
    });
    this.#looking.set(node, look);
    return look;
  }

  async #look(node: string): Promise<void> {
    if (this.#looking.size >= LOOKS_MAX) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    const views = await Promise.all(this.#unseen(node).map((view) => this.#view(view)));
    this.#looks.set(node, { at: this.#options.world.clock.now(), views });
  }

  #unseen(node: string): readonly LogView[] {
    const registry = this.#options.registry();
    const keys = registry === undefined ? undefined : logsOf(registry, node);
    if (keys === undefined) return [];
    const fault = 'Nobody has looked at this log yet.';
    return LOG_NAMES.map((log) => ({
      node,
      log,
      origin: keys[log].key.name,
      verifierKey: keys[log].text,
      checkpoint: undefined,
      witnesses: [],
      isWitnessed: false,
      asOf: undefined,
      fault,
    }));
  }

  async #view(unseen: LogView): Promise<LogView> {
    const { node, log } = unseen;
    const registry = this.#options.registry();
    const keys = registry === undefined ? undefined : logsOf(registry, node);
    if (registry === undefined || keys === undefined) return unseen;
    const { key, url } = keys[log];
    const held = this.#options.held(node, log);
    const policy = policyOf(registry, node, log);
    const remembered = this.#remembered(key.name, registry, node, log);
    const last =
      this.#looks.get(node)?.views.find((view) => view.log === log && view.verifierKey === keys[log].text) ??
      (remembered === undefined
        ? undefined
        : {
            ...unseen,
            ...judged(policy, remembered, this.#options.world.clock.now()),
            checkpoint: remembered,
            asOf: remembered.at,
          });
    const published = await this.#fetch(`${url}/checkpoint`, [key], registry, node);
    const now = this.#options.world.clock.now();
    const view: LogView =
      typeof published === 'string'
        ? { ...(last ?? unseen), fault: published }
        : { ...unseen, ...judged(policy, published, now), checkpoint: published, asOf: now, fault: undefined };
    const isOne = await this.#compare(view, key, url, registry, remembered);
    if (isOne && typeof published === 'object' && published.size > (remembered?.size ?? -1)) {
      this.#options.memory.keepSeen(key.name, { note: published.text, at: now });
    }
    if (view.fault === undefined) await this.#resolve(held, view, url, registry);
    return view;
  }

  /** The largest checkpoint of this log that was ever seen, also before a restart. */
  #remembered(origin: string, registry: Registry, node: string, log: LogName) {
    const seen = this.#options.memory.seen(origin);
    const read = seen === undefined ? undefined : verified(seen.note, keysOfLog(registry, node, log), registry, node);
    return seen === undefined || read === undefined ? undefined : { ...read, at: seen.at };
  }

  /** A checkpoint that the log signed; a sentence that says why there is none. */
  async #fetch(
    url: string,
    keys: readonly VerifierKey[],
    registry: Registry,
    node: string,
  ): Promise<NonNullable<LogView['checkpoint']> | string> {
    let body: string;
    try {
      const answer = await this.#options.world.network.request({
        url,
        method: 'GET',
        timeoutMs: REQUEST_TIMEOUT_MS,
        sizeBytesMax: ANSWER_BYTES_MAX,
      });
      if (answer.status !== 200) return `The node answered ${answer.status}.`;
      body = answer.body;
    } catch (error) {
      if (!(error instanceof HubgraphError)) throw error;
      return 'The node did not answer.';
    }
    return verified(body, keys, registry, node) ?? 'The node shows a checkpoint that its log did not sign.';
  }

  /** Whether what is published, what was seen before and what witnesses have seen is one history. */
  async #compare(
    view: LogView,
    key: VerifierKey,
    url: string,
    registry: Registry,
    remembered: VerifiedCheckpoint | undefined,
  ): Promise<boolean> {
    const hash = sha256(key.name);
    // What a witness saw long ago may be signed with a key that the log had then.
    const keys = keysOfLog(registry, view.node, view.log);
    const { ownWitness } = this.#options;
    const others = witnessesOf(registry, view.node)
      .filter(({ name }) => name !== ownWitness.node)
      .slice(0, WITNESSES_ASKED_MAX);
    const seen = await Promise.all(
      others.map((witness) => this.#fetch(`${witness.url}/${hash}/checkpoint`, keys, registry, view.node)),
    );
    const own = ownWitness.seen(hash);
    const all = [
      view.checkpoint,
      remembered,
      own === undefined ? undefined : verified(own, keys, registry, view.node),
      ...seen,
    ]
      .filter((one) => typeof one === 'object')
      // A log that ended has keys in the registry too, and is another one.
      .filter((one) => one.origin === key.name)
      .sort((one, other) => one.size - other.size);
    let before: VerifiedCheckpoint | undefined;
    let isOne = true;
    for (const one of all) {
      const kind = before === undefined ? undefined : await this.#contradiction(before, one, url);
      if (before !== undefined && kind !== undefined) {
        isOne = false;
        const [first, second] = [before, one].map(ownNote) as [string, string];
        await this.#options.onEvidence({ id: evidenceId(first, second), origin: key.name, kind, first, second });
      }
      before = one;
    }
    return isOne;
  }

  /** Asks once more for the proofs that the log did not have: an older copy that ran for a moment has none. */
  async #resolve(held: readonly Contradiction[], view: LogView, url: string, registry: Registry): Promise<void> {
    const keys = keysOfLog(registry, view.node, view.log);
    const open = new Map(
      held
        .filter((one) => one.kind === 'INCONSISTENT' && this.resolvedAt(one) === undefined)
        .map((one) => [evidenceId(one.first, one.second), one]),
    );
    const asked = [...open].slice(0, DISPROVED_MAX).map(async ([id, { first, second }]) => {
      const from = verified(first, keys, registry, view.node);
      const to = verified(second, keys, registry, view.node);
      if (from === undefined || to === undefined || from.size >= to.size) return;
      if ((await this.#isContinued(from, to, url)) === true) this.#resolved.set(id, this.#options.world.clock.now());
    });
    await Promise.all(asked);
  }

  async #contradiction(
    from: VerifiedCheckpoint,
    to: VerifiedCheckpoint,
    url: string,
  ): Promise<Evidence['kind'] | undefined> {
    if (from.size === to.size) return Buffer.from(from.root).equals(to.root) ? undefined : 'FORK';
    if (from.size === 0) return undefined;
    return (await this.#isContinued(from, to, url)) === false ? 'INCONSISTENT' : undefined;
  }

  /** Whether the log proves that the larger tree continues the smaller one; undefined if it does not answer. */
  async #isContinued(from: VerifiedCheckpoint, to: VerifiedCheckpoint, url: string): Promise<boolean | undefined> {
    try {
      const proof = await askConsistency(this.#options.world, url, from.size, to.size);
      const claim = { from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root };
      return proof !== undefined && verifyConsistency({ ...claim, proof });
    } catch (error) {
      if (error instanceof HubgraphError) return undefined;
      throw error;
    }
  }
}

function verified(
  text: string,
  logKeys: readonly VerifierKey[],
  registry: Registry,
  node: string,
): NonNullable<LogView['checkpoint']> | undefined {
  const read = parseCheckpoint(text);
  if (isRejection(read)) return undefined;
  const keys = witnessesOf(registry, node).map((witness) => witness.key);
  const checkpoint = verifyCheckpoint(read, logKeys, keys);
  return isRejection(checkpoint) ? undefined : { ...checkpoint, text };
}

function judged(
  policy: LogPolicy | undefined,
  { note }: VerifiedCheckpoint,
  now: number,
): Pick<LogView, 'witnesses' | 'isWitnessed'> {
  const names = new Map((policy?.witnesses ?? []).map(({ name, key }) => [`${key.keyId} ${key.name}`, name]));
  const witnesses = note.verified.flatMap(({ key, timestamp }) => {
    const node = names.get(`${key.keyId} ${key.name}`);
    const isKnown = node !== undefined && timestamp !== undefined && canBe(timestamp, now);
    return isKnown ? [{ node, cosignedAt: timestamp * 1_000 }] : [];
  });
  const isWitnessed = policy !== undefined && isQuorum(policy, new Set(witnesses.map(({ node }) => node)));
  return { witnesses, isWitnessed };
}

/** The note with the log's own signature alone. */
function ownNote({ note, origin }: VerifiedCheckpoint): string {
  const signatures = note.verified.filter(({ key }) => key.name === origin && key.type === 'ed25519');
  return formatNote({ text: note.text, signatures });
}
