import type { Registry } from '@hubgraph/identity';
import { LOG_NAMES, type LogName, type LogReader } from '@hubgraph/journal';
import { HubgraphError, isRejection, sha256, type World } from '@hubgraph/kernel';
import {
  consistencyProof,
  formatAddCheckpoint,
  formatNote,
  isQuorum,
  type LogPolicy,
  type Note,
  type PolicyWitness,
  parseCheckpoint,
  parseWitnessSize,
  type SignedCheckpoint,
  type SignerKey,
  signCheckpoint,
  type VerifiedSignature,
  type VerifierKey,
  verifyCheckpoint,
  verifyCosignatures,
  withCosignatures,
} from '@hubgraph/tlog';
import { policyOf, witnessesOf } from './assignment.ts';
import { type Checkpoints, writeCheckpointsFile } from './checkpoints-file.ts';
import { canBe } from './cosigned-at.ts';

/** For how long a checkpoint waits for its quorum before it is shown without. */
const QUORUM_DEADLINE_MS = 2_000;
const REQUEST_TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 65_536;
const PAUSE_MS_MAX = 60_000;
/** How many witnesses are asked for one checkpoint; readers of notes accept at least 16 signatures, and the log has two. */
const WITNESSES_ASKED_MAX = 14;

export interface PublisherOptions {
  readonly world: World;
  readonly node: string;
  /** Where `checkpoints.json` is kept. */
  readonly path: string;
  /** What was read there; the journal contains it. */
  readonly last: Checkpoints | undefined;
  /** With which it signs, all of one name: one key, and while keys change two. */
  readonly keys: (name: LogName) => readonly [SignerKey, ...SignerKey[]];
  /** Those with which it may have signed before. */
  readonly verifierKeys: (name: LogName) => readonly VerifierKey[];
  readonly log: (name: LogName) => LogReader;
  /** The position of the journal that the readers stand at. */
  readonly position: () => number;
  /** Folds what other replicas committed. */
  readonly catchUp: () => Promise<void>;
  readonly registry: () => Registry | undefined;
  /** At most one signature for each log in this time, in milliseconds. */
  readonly everyMs: number;
  /** True where it is known that more was signed than this journal has. */
  readonly isBehind?: boolean;
  /** Hears that a witness has seen what this journal does not have; the sentence is for the operator. */
  readonly onBehind: (message: string) => void;
  readonly onError: (error: unknown) => void;
}

/** A checkpoint as everybody may read it. */
export interface PublishedCheckpoint {
  readonly name: LogName;
  readonly checkpoint: SignedCheckpoint;
  /** The signed note with the cosignatures so far. */
  readonly note: string;
}

interface LogState {
  /** Signed last, perhaps not published yet. */
  signed: SignedCheckpoint;
  /** With the cosignatures that came in. */
  note: Note;
  readonly cosigned: Set<string>;
  published: PublishedCheckpoint;
}

/** Who cosigns by the registry, and who must have. */
interface Rules {
  readonly epoch: number;
  readonly books: LogPolicy | undefined;
  readonly cases: LogPolicy | undefined;
  readonly witnesses: readonly PolicyWitness[];
}

/** What is known of a witness, for one log. */
interface Asked {
  /** The size that it cosigned last, as far as we know. */
  size: number;
  failures: number;
  nextAt: number;
  lastAt: number;
  isBusy: boolean;
}

/**
 * Signs the checkpoints of the node's two logs after commits are durable, asks the witnesses to cosign them and shows
 * them: with their quorum, or after two seconds without it. A checkpoint is on the disk before anybody else sees it, so
 * that the node can never sign another history after a crash.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #logs: { readonly [name in LogName]: LogState };
  readonly #asked = new Map<string, Asked>();
  readonly #abort = new AbortController();
  #seq: number;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #lastRunAt = Number.NEGATIVE_INFINITY;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #known: Rules | undefined;
  #isStarted = false;
  /** True until the witnesses of a journal were heard of which nobody here knows what was signed. */
  #isUnheard = false;
  /** A witness has seen more: whatever is signed now would contradict it. */
  #isBehind = false;
  #isStopped = false;

  /**
   * Goes on from what was signed last. Where nothing is known to be signed, an empty journal is signed at once, since every
   * tree continues it; any other only when the witnesses were asked what they have seen.
   * @throws {HubgraphError} `ERR_LOG_DIFFERS` if the log is not the one that was signed.
   */
  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#isBehind = options.isBehind ?? false;
    const { last } = options;
    this.#seq = last?.seq ?? -1;
    this.#logs = { books: this.#begin('books', last?.books), cases: this.#begin('cases', last?.cases) };
    // What grew since is signed when the witnesses were asked whether they have seen more.
    this.#isUnheard = last === undefined && options.position() > 0;
    if (last === undefined && !this.#isUnheard) this.#sign();
  }

  /** The newest published checkpoint of a log; undefined as long as it may contradict one that was signed before. */
  published(name: LogName): PublishedCheckpoint | undefined {
    return this.#isUnheard ? undefined : this.#logs[name].published;
  }

  /** Asks the witnesses what they have seen, for two seconds at most, and begins to sign and publish. */
  async start(): Promise<void> {
    const { clock } = this.#options.world;
    const witnesses = this.#rules()?.witnesses ?? [];
    const asked = LOG_NAMES.flatMap((name) => witnesses.map((witness) => this.#compare(name, witness)));
    await new Promise<void>((resolve) => {
      const cancel = clock.after(QUORUM_DEADLINE_MS, resolve);
      void Promise.allSettled(asked).then(() => {
        cancel();
        resolve();
      });
    });
    this.#isStarted = true;
    this.wake();
  }

  /** There may be something to sign; called after each group of commits. */
  wake(): void {
    if (this.#isIdle) return;
    if (this.#running !== undefined) {
      this.#isWanted = true;
      return;
    }
    const { everyMs, world } = this.#options;
    const elapsedMs = world.clock.now() - this.#lastRunAt;
    // A clock that was set back must not keep the node from signing until it is as late again.
    this.#runAfter(elapsedMs < 0 ? everyMs : Math.max(0, everyMs - elapsedMs));
  }

  /** Signs and asks now, also witnesses that were given a pause; resolves when both checkpoints are published. */
  async flush(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    if (this.#isUnheard && !this.#isStarted && !this.#isStopped) await this.start();
    while (this.#running !== undefined) await this.#running;
    for (const asked of this.#asked.values()) asked.nextAt = 0;
    if (!this.#isStopped) await this.#run();
  }

  /** Signs and writes what is there, and asks nobody any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#abort.abort();
    await this.#running;
    try {
      this.#sign();
    } catch (error) {
      // What is not signed now is signed at the next start; all else is to be closed in any case.
      this.#options.onError(error);
    }
  }

  get #isIdle(): boolean {
    return !this.#isStarted || this.#isStopped || this.#isBehind;
  }

  #begin(name: LogName, last: SignedCheckpoint | undefined): LogState {
    const signed = last ?? this.#signedNow(name);
    const note = signed.note;
    return { signed, note, cosigned: new Set(), published: { name, checkpoint: signed, note: formatNote(note) } };
  }

  #signedNow(name: LogName): SignedCheckpoint {
    const keys = this.#options.keys(name);
    return signCheckpoint({ origin: keys[0].name, ...this.#options.log(name).head() }, ...keys);
  }

  /** Signs what grew, and writes it to the disk before anybody is asked. Everything here is of one moment. */
  #sign(): void {
    const seq = this.#options.position();
    const isSame = seq === this.#seq && LOG_NAMES.every((name) => this.#hasAllSignatures(name));
    if (isSame || this.#isBehind || (this.#isUnheard && !this.#isStarted)) return;
    const next = { seq, books: this.#next('books'), cases: this.#next('cases') } satisfies Checkpoints;
    writeCheckpointsFile(this.#options.world, this.#options.path, next);
    this.#seq = seq;
    this.#isUnheard = false;
    for (const name of LOG_NAMES) {
      const state = this.#logs[name];
      if (state.signed === next[name]) continue;
      state.signed = next[name];
      state.note = next[name].note;
      state.cosigned.clear();
    }
  }

  #next(name: LogName): SignedCheckpoint {
    const { signed } = this.#logs[name];
    const { size, root } = this.#options.log(name).head();
    const isSame = size === signed.size && Buffer.from(root).equals(signed.root);
    if (isSame && this.#hasAllSignatures(name)) return signed;
    if (isSame || size > signed.size) return this.#signedNow(name);
    throw new HubgraphError(
      'ERR_LOG_DIFFERS',
      `The log ${name} of ${this.#options.node} has ${size} leaves; it was signed with ${signed.size} and another root. ` +
        'Nothing was signed. Restore the newest backup.',
    );
  }

  /** False where keys have changed since it was signed: who knows only a new one could not read it. */
  #hasAllSignatures(name: LogName): boolean {
    const { signatures } = this.#logs[name].signed.note;
    return this.#options
      .keys(name)
      .every((key) => signatures.some((one) => one.name === key.name && one.keyId === key.keyId));
  }

  /** Runs then, or earlier where that was meant already. */
  #runAfter(delayMs: number): void {
    const { clock } = this.#options.world;
    const at = clock.now() + delayMs;
    if (this.#timer !== undefined && this.#timer.at <= at) return;
    this.#timer?.cancel();
    this.#timer = { at, cancel: clock.after(delayMs, () => void this.#run()) };
  }

  #run(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#lastRunAt = this.#options.world.clock.now();
    this.#isWanted = false;
    this.#running = this.#once()
      .catch((error: unknown) => {
        if (this.#isStopped) return;
        this.#options.onError(error);
        // A disk that is full now may not be soon, and nobody may commit anything until then.
        this.#isWanted = !(error instanceof HubgraphError && error.code === 'ERR_LOG_DIFFERS');
      })
      .finally(() => {
        this.#running = undefined;
        this.#again();
      });
    return this.#running;
  }

  async #once(): Promise<void> {
    await this.#options.catchUp();
    this.#sign();
    if (this.#isStopped || this.#isBehind) return;
    await Promise.all(LOG_NAMES.map((name) => this.#cosign(name)));
  }

  /**
   * After new commits soon, and when a witness can be asked that has not cosigned: one that failed when its pause ends;
   * one that was busy with an older checkpoint, or has another key since it was asked, at once.
   */
  #again(): void {
    if (this.#isIdle || this.#running !== undefined) return;
    if (this.#isWanted) {
      this.wake();
      return;
    }
    const pauses = LOG_NAMES.flatMap((name) =>
      this.#missing(name).flatMap((witness) => {
        const asked = this.#askedOf(name, witness);
        return asked.isBusy ? [] : [this.#pauseMs(asked)];
      }),
    );
    if (pauses.length > 0) this.#runAfter(Math.max(this.#options.everyMs, Math.min(...pauses)));
  }

  async #cosign(name: LogName): Promise<void> {
    const state = this.#logs[name];
    const { signed } = state;
    const { clock } = this.#options.world;
    const asked = this.#missing(name)
      .filter((witness) => {
        const one = this.#askedOf(name, witness);
        return !one.isBusy && this.#pauseMs(one) === 0;
      })
      .sort((one, other) => this.#askedOf(name, one).lastAt - this.#askedOf(name, other).lastAt)
      .slice(0, WITNESSES_ASKED_MAX);
    await new Promise<void>((resolve) => {
      const cancel = clock.after(QUORUM_DEADLINE_MS, resolve);
      const done = (): void => {
        cancel();
        resolve();
      };
      if (asked.length === 0 || this.#isWitnessed(name)) done();
      void Promise.all(
        asked.map(async (witness) => {
          const cosignatures = await this.#ask(name, witness, signed);
          if (state.signed === signed && cosignatures.length > 0 && this.#isWitnessNow(witness)) {
            state.note = withCosignatures(state.note, cosignatures);
            state.cosigned.add(witness.name);
            if (state.published.checkpoint === signed) this.#publish(name);
            if (this.#isWitnessed(name)) done();
          }
          // Where nobody waited for this answer, nobody else looks at what is still to be asked.
          this.#again();
        }),
      ).then(done);
    });
    if (state.signed === signed) this.#publish(name);
  }

  #publish(name: LogName): void {
    const state = this.#logs[name];
    state.published = { name, checkpoint: state.signed, note: formatNote(state.note) };
  }

  /** What follows from the registry, until it changes. */
  #rules(): Rules | undefined {
    const registry = this.#options.registry();
    if (registry === undefined) return undefined;
    if (this.#known?.epoch !== registry.epoch) {
      const { node } = this.#options;
      const of = (name: LogName): LogPolicy | undefined => policyOf(registry, node, name);
      this.#known = {
        epoch: registry.epoch,
        books: of('books'),
        cases: of('cases'),
        witnesses: witnessesOf(registry, node),
      };
      for (const name of LOG_NAMES) this.#forgetFormerKeys(name, this.#known.witnesses);
    }
    return this.#known;
  }

  /** A cosignature by a key that a witness no more has counts for nobody who goes by the registry: it is asked again. */
  #forgetFormerKeys(name: LogName, witnesses: readonly PolicyWitness[]): void {
    const { note, cosigned } = this.#logs[name];
    for (const { name: node, key } of witnesses) {
      const isThere = note.signatures.some((one) => one.name === key.name && one.keyId === key.keyId);
      if (!isThere) cosigned.delete(node);
    }
  }

  /** False where the registry has given the witness another key, or no place, since it was asked. */
  #isWitnessNow({ name, key }: PolicyWitness): boolean {
    const now = this.#rules()?.witnesses.find((witness) => witness.name === name);
    return now !== undefined && now.key.name === key.name && now.key.keyId === key.keyId;
  }

  #isWitnessed(name: LogName): boolean {
    const policy = this.#rules()?.[name];
    return policy !== undefined && isQuorum(policy, this.#logs[name].cosigned);
  }

  /** The witnesses that have not cosigned what was signed last; none where as many have as may stand in a note. */
  #missing(name: LogName): readonly PolicyWitness[] {
    const { cosigned } = this.#logs[name];
    const isEnough = cosigned.size >= WITNESSES_ASKED_MAX && this.#isWitnessed(name);
    return isEnough ? [] : (this.#rules()?.witnesses ?? []).filter((witness) => !cosigned.has(witness.name));
  }

  /** For how long a witness is not asked again; no longer than a pause can be, though the clock was set back. */
  #pauseMs({ nextAt }: Asked): number {
    const leftMs = nextAt - this.#options.world.clock.now();
    return leftMs > PAUSE_MS_MAX ? 0 : Math.max(0, leftMs);
  }

  #askedOf(name: LogName, { name: node }: PolicyWitness): Asked {
    const key = `${name} ${node}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const fresh: Asked = { size: 0, failures: 0, nextAt: 0, lastAt: 0, isBusy: false };
    this.#asked.set(key, fresh);
    return fresh;
  }

  /** Asks one witness, with a growing pause after it failed. It may be down, slow or lie: nothing of that is thrown. */
  async #ask(name: LogName, witness: PolicyWitness, signed: SignedCheckpoint): Promise<readonly VerifiedSignature[]> {
    const asked = this.#askedOf(name, witness);
    const { world, everyMs, onError } = this.#options;
    asked.isBusy = true;
    asked.lastAt = world.clock.now();
    try {
      const cosignatures = await this.#add(name, witness, signed, asked);
      asked.failures = cosignatures.length > 0 ? 0 : asked.failures + 1;
      return cosignatures;
    } catch (error) {
      if (!(error instanceof HubgraphError) && !this.#isStopped) onError(error);
      asked.failures += 1;
      return [];
    } finally {
      asked.isBusy = false;
      const pauseMs = Math.min(PAUSE_MS_MAX, everyMs * 2 ** Math.min(asked.failures, 16));
      asked.nextAt = asked.failures === 0 ? 0 : world.clock.now() + pauseMs;
    }
  }

  async #add(
    name: LogName,
    witness: PolicyWitness,
    signed: SignedCheckpoint,
    asked: Asked,
  ): Promise<readonly VerifiedSignature[]> {
    // What the witness has seen is not known after a restart: it says so, and is asked once more.
    for (const _attempt of ['first', 'second']) {
      const old = Math.min(asked.size, signed.size);
      const proof = old === 0 ? [] : await consistencyProof(old, signed.size, this.#options.log(name).tile);
      if (isRejection(proof)) throw new HubgraphError('ERR_LOG_DIFFERS', `The log ${name}: ${proof.message}`);
      const body = formatAddCheckpoint({ oldSize: old, proof, checkpoint: signed });
      const answer = await this.#request(`${witness.url}/add-checkpoint`, body);
      if (answer.status === 200) {
        const cosignatures = verifyCosignatures(signed.note, answer.body, [witness.key]);
        if (isRejection(cosignatures)) return [];
        asked.size = signed.size;
        const now = this.#options.world.clock.now();
        return cosignatures.filter(({ timestamp = 0 }) => canBe(timestamp, now));
      }
      const size = answer.status === 409 ? parseWitnessSize(answer.body) : undefined;
      if (size === undefined || isRejection(size) || size > signed.size) {
        const isOfInterest = size !== undefined || answer.status === 422;
        if (isOfInterest) await this.#compare(name, witness);
        return [];
      }
      asked.size = size;
    }
    return [];
  }

  /**
   * Looks at what the witness says that it has seen. Only a checkpoint with this log's own signature counts, so that a
   * witness that lies cannot stop the node.
   */
  async #compare(name: LogName, witness: PolicyWitness): Promise<void> {
    const { keys, verifierKeys, log, catchUp, node, onBehind } = this.#options;
    const { name: origin } = keys(name)[0];
    const answer = await this.#request(`${witness.url}/${sha256(origin)}/checkpoint`);
    const read = answer.status === 200 ? parseCheckpoint(answer.body) : undefined;
    const seen = read === undefined || isRejection(read) ? read : verifyCheckpoint(read, verifierKeys(name));
    if (seen === undefined || isRejection(seen) || seen.origin !== origin) return;
    await catchUp();
    const { size } = log(name).head();
    const isSame = seen.size <= size && Buffer.from(await log(name).rootAt(seen.size)).equals(seen.root);
    if (isSame) {
      this.#askedOf(name, witness).size = seen.size;
      return;
    }
    this.#isBehind = true;
    const what = seen.size > size ? `has ${size} leaves` : 'differs before that';
    onBehind(
      `The witness at ${witness.name} has seen ${seen.size} leaves of the log ${name} of ${node}, signed by ${node}; this ` +
        `journal ${what}: an older copy was put in its place. Commands are refused. Stop the node and restore the newest ` +
        'backup.',
    );
  }

  async #request(url: string, body?: string): Promise<{ readonly status: number; readonly body: string }> {
    return this.#options.world.network.request({
      url,
      ...(body === undefined
        ? { method: 'GET' }
        : { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' }, body }),
      timeoutMs: REQUEST_TIMEOUT_MS,
      sizeBytesMax: ANSWER_BYTES_MAX,
      signal: this.#abort.signal,
    });
  }
}
