import type { Registry } from '@hubgraph/identity';
import { HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import {
  type Checkpoint,
  cosign,
  decideAddCheckpoint,
  formatNote,
  formatSignatureLine,
  type NoteSignature,
  parseAddCheckpoint,
  parseCheckpoint,
  type SignerKey,
  type VerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  type WitnessEvidence,
  withCosignatures,
} from '@hubgraph/tlog';
import { formerKeysOfLog, logOfOrigin } from './assignment.ts';
import { askConsistency } from './consistency.ts';
import { type Evidence, evidenceId } from './evidence.ts';
import type { Witnessed, WitnessFile } from './witness-file.ts';

/** A request that repeats the last one is given the same cosignature for this long. */
const SAME_ANSWER_MS = 30_000;

export interface WitnessOptions {
  readonly world: World;
  readonly file: WitnessFile;
  /** Their name is the witness's; while its keys change there are two. */
  readonly keys: () => readonly SignerKey[];
  /** Logs that are in no registry are unknown. */
  readonly registry: () => Registry | undefined;
  /** Takes evidence into the journal; true when it is there. */
  readonly onEvidence: (evidence: Evidence) => Promise<boolean>;
}

/** What is answered to `add-checkpoint`. */
export interface WitnessAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** True if something speaks against the log that was not known before. */
  readonly isSuspicious: boolean;
}

/**
 * Cosigns checkpoints of logs in the registry, each only if it continues the one before, and keeps what speaks against
 * a log.
 * @see C2SP tlog-witness
 */
export class Witness {
  readonly #options: WitnessOptions;
  #examining: Promise<void> | undefined;

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  /** Decides a request; what it answers with status 200 is on the disk before. */
  add(body: string | Uint8Array): WitnessAnswer {
    const { file, registry, world } = this.#options;
    const request = parseAddCheckpoint(body);
    const known = registry();
    const log = known === undefined || isRejection(request) ? undefined : logOfOrigin(known, request.checkpoint.origin);
    if (log === undefined) return answerOf(decideAddCheckpoint({ request, logs: undefined, known: undefined }), []);
    const { name: origin } = log.key;
    const keys = [log.key, ...formerKeysOfLog(log.node, log.log, world.clock.now())];
    // A former key alone is not enough, and its signature is kept beside the present one's: an older copy of the log, with
    // its keys, can then see that it is behind.
    const isOfPresent =
      keys.length > 1 && !isRejection(request) && !isRejection(verifyCheckpoint(request.checkpoint, [log.key]));
    const logs = isOfPresent ? keys : [log.key];
    const { answer, evidence } = file.decide(origin, (seen) => this.#decide(request, logs, seen));
    if (evidence?.known === undefined) return answer;
    const { kind, known: first, note } = evidence;
    const isProven = kind !== 'unproven';
    const found: Evidence = {
      id: evidenceId(first.note, note),
      origin,
      kind: isProven ? 'FORK' : 'INCONSISTENT',
      first: first.note,
      second: note,
    };
    const isSuspicious = file.keep(found, isProven ? 'FOUND' : 'SUSPECTED', world.clock.now());
    return { ...answer, isSuspicious };
  }

  #decide(
    request: ReturnType<typeof parseAddCheckpoint>,
    logs: readonly VerifierKey[],
    seen: Witnessed | undefined,
  ): { readonly answer: WitnessAnswer; readonly next?: Witnessed; readonly evidence?: WitnessEvidence | undefined } {
    const decision = decideAddCheckpoint({ request, logs, known: seen });
    if (decision.status !== 200) return { answer: answerOf(decision, []), evidence: decision.evidence };
    const now = this.#options.world.clock.now();
    const age = now - (seen?.cosignedAt ?? 0);
    if (seen?.note === decision.state.note && age >= 0 && age < SAME_ANSWER_MS) {
      const own = this.#ownIn(seen.cosigned);
      if (own.length === this.#options.keys().length) return { answer: answerOf(decision, own) };
    }
    const { note } = decision.checkpoint;
    const cosignatures = this.#options.keys().map((key) => cosign(note, key, Math.max(1, Math.floor(now / 1_000))));
    const cosigned = formatNote(withCosignatures(note, cosignatures));
    return { answer: answerOf(decision, cosignatures), next: { ...decision.state, cosigned, cosignedAt: now } };
  }

  /** The last checkpoint that was cosigned, by the SHA-256 of its origin as lower-case hexadecimal digits. */
  checkpoint(originHash: string): string | undefined {
    return this.#options.file.atHash(originHash)?.cosigned;
  }

  /** What this node keeps of what logs publish, beside what it cosigned. */
  get memory(): Pick<WitnessFile, 'seen' | 'keepSeen'> {
    return this.#options.file;
  }

  /** Asks suspected logs for the proof that was missing, and hands on what is evidence. */
  examine(): Promise<void> {
    this.#examining ??= this.#examine().finally(() => {
      this.#examining = undefined;
    });
    return this.#examining;
  }

  async #examine(): Promise<void> {
    // What proves itself does not wait for logs that are slow to answer.
    await this.#handOn();
    const suspicions = Map.groupBy(this.#options.file.evidence('SUSPECTED'), ({ origin }) => origin);
    await Promise.all([...suspicions.values()].map((of) => this.#judgeAll(of)));
    await this.#handOn();
  }

  async #handOn(): Promise<void> {
    const { file, onEvidence } = this.#options;
    for (const evidence of file.evidence('FOUND')) {
      if (await onEvidence(evidence)) file.mark(evidence.id, 'KEPT');
    }
  }

  /** All that is suspected of one log; a log that does not answer is asked once. */
  async #judgeAll(suspicions: readonly Evidence[]): Promise<void> {
    for (const suspicion of suspicions) {
      const verdict = await this.#verdictOn(suspicion);
      if (verdict === 'UNKNOWN') return;
      this.#options.file.mark(suspicion.id, verdict === 'GUILTY' ? 'FOUND' : undefined);
    }
  }

  /**
   * Whoever has a log's checkpoint can send it with a wrong proof. So the log is asked for a right one: an honest one has
   * it at any time, and one that rewrote its past never.
   */
  async #verdictOn({ origin, first, second }: Evidence): Promise<'GUILTY' | 'INNOCENT' | 'UNKNOWN'> {
    const { world, registry } = this.#options;
    const known = registry();
    const log = known === undefined ? undefined : logOfOrigin(known, origin);
    const [from, to] = [parseCheckpoint(first), parseCheckpoint(second)];
    if (log === undefined || isRejection(from) || isRejection(to)) return 'UNKNOWN';
    try {
      const url = `${log.node.endpoint.replace(/\/$/, '')}/log/${log.log}`;
      const proof = await askConsistency(world, url, from.size, to.size);
      return isContinued(from, to, proof) ? 'INNOCENT' : 'GUILTY';
    } catch (error) {
      // It is down: it may answer tomorrow.
      if (error instanceof HubgraphError) return 'UNKNOWN';
      throw error;
    }
  }

  #ownIn(cosigned: string): readonly NoteSignature[] {
    const keys = this.#options.keys();
    const checkpoint = parseCheckpoint(cosigned);
    if (isRejection(checkpoint)) throw new HubgraphError('ERR_INVARIANT', checkpoint.message);
    return checkpoint.note.signatures.filter(({ name, keyId }) =>
      keys.some((key) => name === key.name && keyId === key.keyId),
    );
  }
}

function isContinued(from: Checkpoint, to: Checkpoint, proof: readonly Uint8Array[] | undefined): boolean {
  if (proof === undefined) return false;
  return verifyConsistency({ from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root, proof });
}

function answerOf(
  decision: ReturnType<typeof decideAddCheckpoint>,
  cosignatures: readonly NoteSignature[],
): WitnessAnswer {
  const isAccepted = decision.status === 200;
  return {
    status: decision.status,
    contentType: isAccepted ? 'text/plain; charset=utf-8' : decision.contentType,
    body: isAccepted ? cosignatures.map(formatSignatureLine).join('') : decision.body,
    isSuspicious: false,
  };
}
