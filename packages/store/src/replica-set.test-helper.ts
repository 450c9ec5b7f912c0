import { HubgraphError } from '@hubgraph/kernel';
import type { KeptCommit } from './checks.ts';
import type { Inserted, MongoCalls } from './mongo-calls.ts';
import type { VaultEntry } from './port.ts';

/** What a client asks of the servers. The adapter asks `STRICT`; what is less is for controls. */
export interface Concerns {
  readonly w: 'majority' | 1;
  readonly read: 'majority' | 'local';
  /** Whether writing ends at the first document that cannot be written. */
  readonly ordered: boolean;
}
export const STRICT: Concerns = { w: 'majority', read: 'majority', ordered: true };

type Op =
  | { readonly node: string; readonly commit: KeptCommit }
  | { readonly node: string; readonly text: VaultEntry }
  | { readonly node: string; readonly erased: string };

/** What goes wrong with the next insertion of commits. */
export interface Fault {
  /** The server gets the request this many times. */
  readonly times?: number;
  /** Only so many documents are written before the connection breaks. */
  readonly cutAfter?: number;
  /** The request is carried out, and the answer never comes. */
  readonly ackLost?: boolean;
}

/**
 * A primary with its log, and how much of it a majority has. It may be cut off from the others, and they may choose
 * another primary that does not have the rest of the log: then it is rolled back. As MongoDB's servers do it, without
 * time: see its manual on rollbacks, read concern and write concern.
 */
export class ReplicaSet {
  /** False for a control: then nothing is unique. */
  isUnique = true;
  /** How many majority reads the primary answers from an older point than the majority's; one that has just taken over. */
  staleReads = 0;
  #log: Op[] = [];
  #majority = 0;
  #isCutOff = false;
  #fault: Fault | undefined;
  #waiting: { readonly at: number; readonly done: (isConfirmed: boolean) => void }[] = [];

  /** From now on nothing reaches the other servers. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  /** The others catch up with the primary. */
  heal(): void {
    this.#isCutOff = false;
    this.#replicated();
  }

  /** The others choose a primary of their own; what only the old one had is rolled back. */
  stepDown(): void {
    this.#isCutOff = false;
    this.#log = this.#log.slice(0, this.#majority);
    for (const { done } of this.#waiting.splice(0)) done(false);
  }

  next(fault: Fault): void {
    this.#fault = fault;
  }

  /** Every commit that the primary has, whoever may see it. */
  get all(): readonly KeptCommit[] {
    return this.#log.flatMap((op) => ('commit' in op ? [op.commit] : []));
  }

  connect(concerns: Concerns = STRICT): MongoCalls {
    const read = (): readonly Op[] => {
      if (concerns.read === 'local') return this.#log;
      const isStale = this.staleReads > 0;
      if (isStale) this.staleReads -= 1;
      return this.#log.slice(0, isStale ? Math.max(0, this.#majority - 1) : this.#majority);
    };
    const commitsOf = (node: string): KeptCommit[] =>
      read()
        .flatMap((op) => ('commit' in op && op.node === node ? [op.commit] : []))
        .sort((a, b) => a.seq - b.seq);
    const textsOf = (node: string): Map<string, VaultEntry> => {
      const texts = new Map<string, VaultEntry>();
      for (const op of read()) {
        if (op.node !== node) continue;
        if ('text' in op && !texts.has(op.text.key)) texts.set(op.text.key, op.text);
        if ('erased' in op) texts.delete(op.erased);
      }
      return texts;
    };
    const written = (): Promise<void> => this.#written(concerns);
    return {
      async enter(_node, format) {
        return format;
      },
      insertCommits: async (node, commits) => {
        const { times = 1, cutAfter = commits.length, ackLost = false } = this.#fault ?? {};
        this.#fault = undefined;
        let outcome: Inserted = 'inserted';
        for (let time = 0; time < times; time += 1) outcome = this.#insert(node, commits.slice(0, cutAfter), concerns);
        await written();
        if (ackLost || cutAfter < commits.length) throw broken();
        return outcome;
      },
      async commits(node, fromSeq, limit) {
        return commitsOf(node)
          .filter(({ seq }) => seq >= fromSeq)
          .slice(0, limit);
      },
      async newest(node) {
        return commitsOf(node).at(-1)?.seq ?? 0;
      },
      insertTexts: async (node, texts) => {
        for (const text of texts) this.#log.push({ node, text });
        await written();
      },
      async texts(node, keys) {
        const texts = textsOf(node);
        return keys.flatMap((key) => texts.get(key) ?? []);
      },
      async textsAfter(node, after, limit) {
        const later = [...textsOf(node).values()].filter(({ key }) => key > after);
        return later.sort((one, other) => (one.key < other.key ? -1 : 1)).slice(0, limit);
      },
      eraseText: async (node, key) => {
        this.#log.push({ node, erased: key });
        await written();
      },
      async close() {},
    };
  }

  #insert(node: string, commits: readonly KeptCommit[], { ordered }: Concerns): Inserted {
    let outcome: Inserted = 'inserted';
    for (const commit of commits) {
      const isTaken = this.#log.some(
        (op) =>
          'commit' in op &&
          op.node === node &&
          (op.commit.seq === commit.seq || op.commit.commandId === commit.commandId),
      );
      if (isTaken && this.isUnique) {
        outcome = 'duplicate';
        if (ordered) break;
      } else this.#log.push({ node, commit });
    }
    return outcome;
  }

  async #written({ w }: Concerns): Promise<void> {
    if (!this.#isCutOff) this.#replicated();
    if (w === 1 || this.#majority >= this.#log.length) return;
    const isConfirmed = await new Promise<boolean>((done) => {
      this.#waiting.push({ at: this.#log.length, done });
    });
    if (!isConfirmed) throw broken();
  }

  #replicated(): void {
    this.#majority = this.#log.length;
    for (const { done } of this.#waiting.splice(0)) done(true);
  }
}

function broken(): HubgraphError {
  return new HubgraphError('ERR_STORE_UNAVAILABLE', 'The connection broke.');
}
