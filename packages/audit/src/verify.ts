import { HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import {
  consistencyProof,
  formatCheckpoint,
  formatPolicy,
  formatTilePath,
  formatVerifierKey,
  type Judgement,
  judgeCheckpoint,
  type LogPolicy,
  parseCheckpoint,
  parsePolicy,
  type SignedCheckpoint,
  verifyConsistency,
} from '@hubgraph/tlog';
import { type Finding, finding } from './finding.ts';
import { HashThread } from './hash-thread.ts';
import { pause } from './http-source.ts';
import { inOneLine } from './in-one-line.ts';
import { LogAudit } from './log-audit.ts';
import { differences, shownBooks } from './node-books.ts';
import { type Seen, type SeenFile, type SeenLog, seenCheckpoint } from './seen.ts';
import type { LogSource } from './source.ts';

/** How often a node is asked for its books again because it moved on. */
const COMPARISONS_MAX = 4;
/** How often a newer checkpoint is asked for until it covers what the node shows. */
const CHECKPOINTS_MAX = 20;
const PAUSE_MS = 500;
/** From how many entries on a thread of its own for hashing is worth its start. */
const THREAD_FROM = 20_000;

export interface VerifyOptions {
  readonly world: World;
  readonly books: LogSource;
  /** The log of sealed commits, of which outsiders see the checkpoints. */
  readonly cases?: LogSource;
  /** The node's URL, whose public graph says what accounts and funds hold. */
  readonly node?: string;
  /** What the log's address was, so that another log at the same address is noticed. */
  readonly place?: string;
  /** Whose keys count, and which witnesses make a quorum: from a source that the verifier trusts, never the node. */
  readonly policy?: LogPolicy;
  readonly seen: SeenFile;
  /** Checks signatures and tree of any log, and reads no entry. */
  readonly isTreeOnly?: boolean;
  /** Hears how many entries were checked, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * `whole`: all is well and a quorum of witnesses says so. `unwitnessed`: all is well as far as one can see alone.
 * `wrong`: something differs. `unchecked`: it could not be found out.
 */
export type Outcome = 'whole' | 'wrong' | 'unchecked' | 'unwitnessed';

export interface Verdict {
  readonly outcome: Outcome;
  /** What is wrong, in the order in which it was found. */
  readonly findings: readonly Finding[];
  /** What a person should know beside it, one sentence each. */
  readonly remarks: readonly string[];
  /** Signed notes that contradict each other. */
  readonly evidence: readonly string[];
  readonly size: number;
  /** All of it in one line. */
  readonly line: string;
}

/** Checks a log, and the node behind it where there is one. Never throws for what the log or the node does. */
export async function verifyLog(options: VerifyOptions): Promise<Verdict> {
  const check = new Check(options);
  try {
    await check.run();
  } catch (error) {
    if (!(error instanceof HubgraphError)) throw error;
    check.unchecked ??= error.message;
  }
  return check.verdict();
}

/** By what a checkpoint is judged. */
interface Rule {
  readonly policy: LogPolicy;
  readonly isFirstUse: boolean;
}

class Check {
  /** Why it could not be found out. */
  unchecked: string | undefined;
  readonly #options: VerifyOptions;
  readonly #findings: Finding[] = [];
  readonly #remarks: string[] = [];
  readonly #evidence: string[] = [];
  #audit: LogAudit | undefined;
  #origin: string | undefined;
  /** Why nobody vouches for it. */
  #unwitnessed: string | undefined;
  #witnesses: readonly string[] = [];
  #isCompared = false;

  constructor(options: VerifyOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { books, place, isTreeOnly = false, onProgress } = this.#options;
    const all = this.#options.seen.read();
    const signed = await this.#readCheckpoint(books, place !== undefined && all.places[place] !== undefined);
    if (signed === undefined) return;
    this.#origin = signed.origin;
    const before = place === undefined ? undefined : all.places[place];
    if (before !== undefined && before !== signed.origin && this.#options.policy === undefined) {
      this.#wrong(
        finding('log-of-another-origin', `At this address there was the log ${before}; now it is ${signed.origin}.`),
      );
      return;
    }
    const rule = await this.#ruleFor(books, signed.origin, all, this.#options.policy);
    const names = [signed.origin, ...signed.note.signatures.map(({ name }) => name)];
    if (!rule.policy.logs.some(({ key }) => names.includes(key.name))) {
      this.unchecked = `The policy names no log ${signed.origin}; is it the policy of another node?`;
      return;
    }
    const judged = this.#judge(rule, signed);
    if (judged === undefined) return;
    const known = seenIn(all, signed.origin);
    const seen = known === undefined ? undefined : seenCheckpoint(known);
    if (seen !== undefined && !this.#follows(seen, signed)) return;
    let done = 0;
    await using thread = signed.size < THREAD_FROM ? undefined : new HashThread();
    const audit = new LogAudit(books, {
      isTreeOnly,
      ...(thread === undefined ? {} : { hash: thread.hash }),
      ...(seen === undefined ? {} : { seen }),
      onProgress: (count) => {
        done += count;
        onProgress?.(done, Math.max(done, signed.size));
      },
    });
    this.#audit = audit;
    await audit.advance(signed);
    if (audit.isForeign && this.#isSound()) {
      this.unchecked = `The entries of ${signed.origin} are not those of a log of books; --tree checks the tree of any log.`;
      return;
    }
    for (const { log, origin, signed, left } of audit.books.before) {
      this.#remarks.push(
        `BEFORE: the log ${log} was ${origin} once, which ended: ${left} of its ${signed} entries are left, and stand in the log of now.`,
      );
    }
    const newest = this.#isSound() ? await this.#compare(rule, judged) : judged;
    this.#findings.push(...audit.findings, ...(this.#findings.length === 0 ? audit.books.brokenLimits() : []));
    if (audit.findings.some(({ code }) => code === 'log-is-forked' || code === 'root-differs')) {
      this.#evidence.push(...[seen, newest.checkpoint].flatMap((one) => (one === undefined ? [] : [noteOf(one)])));
    }
    await this.#checkCases(all);
    if (this.#findings.length > 0) return;
    this.#witness(rule, newest);
    await this.#tellOfNewKeys(books, signed.origin, known);
    this.#options.seen.keep(
      signed.origin,
      { checkpoint: noteOf(newest.checkpoint), policy: formatPolicy(rule.policy), isFirstUse: rule.isFirstUse },
      place,
    );
  }

  verdict(): Verdict {
    const findings = this.#findings.map((found) => ({ ...found, message: inOneLine(found.message) }));
    const [first] = findings;
    const size = this.#audit?.size ?? 0;
    const name = this.#origin === undefined ? this.#options.books.name : `${this.#origin}, ${size} entries`;
    const common = { findings, remarks: this.#remarks.map(inOneLine), evidence: this.#evidence, size };
    if (first !== undefined) {
      const others = findings.length > 1 ? ` And ${findings.length - 1} more.` : '';
      return { ...common, outcome: 'wrong', line: `WRONG: ${name}: ${first.message} [${first.code}]${others}` };
    }
    if (this.unchecked !== undefined) {
      return { ...common, outcome: 'unchecked', line: `NOT CHECKED: ${name}: ${inOneLine(this.unchecked)}` };
    }
    const compared = this.#isCompared ? '; balances are those that the node shows' : '';
    if (this.#unwitnessed !== undefined) {
      const line = `WHOLE BUT UNWITNESSED: ${name}${compared}; ${this.#unwitnessed}`;
      return { ...common, outcome: 'unwitnessed', line };
    }
    const line = `WHOLE: ${name}, witnessed by ${this.#witnesses.join(', ')}${compared}.`;
    return { ...common, outcome: 'whole', line };
  }

  #isSound(): boolean {
    return this.#findings.length === 0 && this.#audit?.findings.length === 0;
  }

  #wrong(found: Finding, ...evidence: readonly SignedCheckpoint[]): void {
    this.#findings.push(found);
    this.#evidence.push(...evidence.map(noteOf));
  }

  /** A checkpoint that can be read. Where a log is expected, what cannot be read is wrong; elsewhere it is unknown. */
  async #readCheckpoint(source: LogSource, wasSeen: boolean): Promise<SignedCheckpoint | undefined> {
    const bytes = await source.checkpoint();
    if (bytes === undefined) throw unreachable(`${source.name} has no checkpoint.`);
    const signed = parseCheckpoint(bytes);
    if (!isRejection(signed)) return signed;
    const { code, message } = signed;
    if (wasSeen || this.#options.policy !== undefined) this.#wrong({ code, message: `The checkpoint: ${message}` });
    else this.unchecked = message;
    return undefined;
  }

  async #ruleFor(source: LogSource, origin: string, all: Seen, given: LogPolicy | undefined): Promise<Rule> {
    if (given !== undefined) return { policy: given, isFirstUse: false };
    const known = seenIn(all, origin);
    if (known !== undefined) {
      const policy = parsePolicy(known.policy);
      if (!isRejection(policy)) return { policy, isFirstUse: known.isFirstUse };
    }
    const bytes = await source.policy();
    if (bytes === undefined) throw unreachable(`Nothing says whose key ${origin} has; give --policy FILE.`);
    const policy = parsePolicy(bytes);
    if (isRejection(policy)) throw unreachable(`The policy that ${source.name} says: ${policy.message}`);
    this.#remarks.push(
      `FIRST USE: ${origin} was never seen before, and its key is the one that ${source.name} itself says. Whoever is ` +
        'there is believed this time; from now on another key or another past is noticed. Give --policy FILE from a ' +
        'source that you trust.',
    );
    return { policy, isFirstUse: true };
  }

  /**
   * Says so where a log has keys that were not known before. Anybody can add a signature to a checkpoint, so only a policy
   * from elsewhere makes a key a known one.
   */
  async #tellOfNewKeys(source: LogSource, origin: string, known: SeenLog | undefined): Promise<void> {
    const { policy: given } = this.#options;
    const before = known === undefined ? undefined : parsePolicy(known.policy);
    if (before === undefined || isRejection(before)) return;
    // The verdict rests on the policy that is known; who shows no newer one announces no key.
    const bytes = given === undefined ? await source.policy().catch(() => undefined) : undefined;
    const said = given ?? (bytes === undefined ? undefined : parsePolicy(bytes));
    if (said === undefined || isRejection(said)) return;
    if (keysIn(said, origin).every((key) => keysIn(before, origin).includes(key))) return;
    this.#remarks.push(
      given === undefined
        ? `NEW KEY: ${source.name} says that ${origin} has another key. It is not believed until a policy from a source that ` +
            'you trust names it: give --policy FILE before the known key ends.'
        : `NEW KEY: ${origin} has a key that was not known; it is believed because the policy names it.`,
    );
  }

  #judge({ policy }: Rule, signed: SignedCheckpoint): Judgement | undefined {
    const judged = judgeCheckpoint(policy, signed);
    if (!isRejection(judged)) return judged;
    const { code, message } = judged;
    this.#wrong({ code, message: `The checkpoint: ${message}` }, signed);
    return undefined;
  }

  #follows(seen: SignedCheckpoint, signed: SignedCheckpoint): boolean {
    const { origin, size, root } = signed;
    if (size < seen.size) {
      const message = `${origin} has ${size} entries, and had ${seen.size} when it was seen last: it is older than what was seen.`;
      this.#wrong(finding('log-is-older-than-seen', message), seen, signed);
      return false;
    }
    if (size === seen.size && !Buffer.from(root).equals(seen.root)) {
      const message = `${origin} has another root for its ${size} entries than when it was seen last: it was forked.`;
      this.#wrong(finding('log-is-forked', message), seen, signed);
      return false;
    }
    return true;
  }

  /** Compares the sums with what the node shows at the same position, reading on as far as that needs. */
  async #compare(rule: Rule, judged: Judgement): Promise<Judgement> {
    const { world, node, books, isTreeOnly = false } = this.#options;
    const audit = this.#audit as LogAudit;
    let newest = judged;
    if (node === undefined || isTreeOnly || audit.node === undefined) return newest;
    let found: readonly Finding[] | undefined;
    for (let attempt = 0; attempt < COMPARISONS_MAX; attempt += 1) {
      if (attempt > 0) await pause(world.clock, PAUSE_MS);
      const shown = await shownBooks(world, node, audit.node);
      if (shown === undefined || shown.seq < audit.seq) continue;
      await this.#untilCovered(shown.seq);
      const bytes = await books.checkpoint();
      const signed = bytes === undefined ? undefined : parseCheckpoint(bytes);
      if (signed === undefined || isRejection(signed) || signed.origin !== this.#origin) continue;
      const next = this.#judge(rule, signed);
      if (next === undefined) return newest;
      // A replica, or a cache before it, may be behind what another one said.
      if (signed.size < audit.size) continue;
      await audit.advance(signed, { seq: shown.seq, run: () => (found = differences(audit.books, shown)) });
      if (next.isSatisfied || !newest.isSatisfied || signed.size > newest.checkpoint.size) newest = next;
      if (audit.findings.length > 0) return newest;
      this.#isCompared = found?.length === 0;
      if (this.#isCompared) return newest;
    }
    if (found === undefined) {
      // Whoever always shows another moment than it signed could show anything.
      this.unchecked =
        'The node showed other moments than it signed each time that it was asked: its balances were not compared.';
    } else this.#findings.push(...found);
    return newest;
  }

  /** Waits until the node has signed for this commit. */
  async #untilCovered(seq: number): Promise<void> {
    const { world, cases } = this.#options;
    if (cases === undefined) return;
    for (let attempt = 0; attempt < CHECKPOINTS_MAX; attempt += 1) {
      const bytes = await cases.checkpoint();
      const signed = bytes === undefined ? undefined : parseCheckpoint(bytes);
      if (signed === undefined || isRejection(signed) || signed.size >= seq) return;
      await pause(world.clock, PAUSE_MS);
    }
  }

  /** The log of sealed commits: who signed it, and whether it goes on from what was seen. */
  async #checkCases(all: Seen): Promise<void> {
    const { cases, policy: given } = this.#options;
    if (cases === undefined) return;
    const bytes = await cases.checkpoint();
    if (bytes === undefined) return void this.#remarks.push('No checkpoint of the log of cases is shown.');
    const signed = parseCheckpoint(bytes);
    if (isRejection(signed)) {
      return this.#wrong({ code: signed.code, message: `The checkpoint of cases: ${signed.message}` });
    }
    const isNamed = given?.logs.some(({ key }) => key.name === signed.origin) ?? true;
    if (!isNamed) {
      return void this.#remarks.push(`The policy has no key of ${signed.origin}: the log of cases was not checked.`);
    }
    const rule = await this.#ruleFor(cases, signed.origin, all, given);
    const judged = this.#judge(rule, signed);
    const known = seenIn(all, signed.origin);
    const seen = known === undefined ? undefined : seenCheckpoint(known);
    if (judged === undefined || (seen !== undefined && !this.#follows(seen, signed))) return;
    if (seen !== undefined && seen.size > 0 && seen.size < signed.size) {
      const proved = await provedFrom(cases, seen, signed);
      if (proved === false) {
        const message = `${signed.origin} is not what was seen with ${seen.size} leaves and more: its past was changed.`;
        return this.#wrong(finding('log-is-forked', message), seen, signed);
      }
      if (proved === undefined) {
        const who = judged.isSatisfied && !rule.isFirstUse ? 'its witnesses say so' : 'nobody else says so';
        this.#remarks.push(
          `That ${signed.origin} goes on from what was seen cannot be proved without the right to read cases; ${who}.`,
        );
      }
    }
    if (this.#findings.length > 0) return;
    this.#witness(rule, judged);
    await this.#tellOfNewKeys(cases, signed.origin, known);
    this.#options.seen.keep(
      signed.origin,
      { checkpoint: noteOf(signed), policy: formatPolicy(rule.policy), isFirstUse: rule.isFirstUse },
      undefined,
    );
  }

  /** What the witnesses make of the verdict. */
  #witness({ policy, isFirstUse }: Rule, { checkpoint, witnesses, isSatisfied }: Judgement): void {
    this.#witnesses = witnesses.map(({ name }) => name);
    const { origin } = checkpoint;
    if (isFirstUse) this.#unwitnessed ??= `who its witnesses are was said by ${origin} itself, which is no evidence.`;
    else if (policy.quorum === undefined) this.#unwitnessed ??= 'the policy asks for no witness.';
    else if (!isSatisfied) {
      const who = witnesses.length === 0 ? 'no witness' : `only ${this.#witnesses.join(', ')}`;
      this.#unwitnessed ??= `${who} of the policy has cosigned ${origin}.`;
    }
  }
}

/** Whether tiles prove that one tree goes on from the other; undefined where they cannot be read. */
async function provedFrom(
  source: LogSource,
  seen: SignedCheckpoint,
  signed: SignedCheckpoint,
): Promise<boolean | undefined> {
  try {
    const asked = await source.consistency?.(seen.size, signed.size);
    const proof =
      asked === undefined
        ? await consistencyProof(seen.size, signed.size, (level, index, width) =>
            source.read(formatTilePath({ level, index, width })),
          )
        : hashesIn(asked);
    if (isRejection(proof)) return proof.code === 'tile-is-missing' ? undefined : false;
    return verifyConsistency({ from: seen.size, to: signed.size, fromRoot: seen.root, toRoot: signed.root, proof });
  } catch (error) {
    if (error instanceof HubgraphError && error.code === 'ERR_LOG_UNREACHABLE') return undefined;
    throw error;
  }
}

/** A hash in base64 on each line; what is none makes a proof that shows nothing. */
function hashesIn(proof: Uint8Array): Uint8Array[] {
  const lines = Buffer.from(proof).toString('latin1').split('\n').slice(0, -1);
  return lines.map((line) => Uint8Array.from(Buffer.from(line, 'base64')));
}

/** A log may be called like what every object has. */
function seenIn({ logs }: Seen, origin: string): SeenLog | undefined {
  return Object.hasOwn(logs, origin) ? logs[origin] : undefined;
}

/** The keys of a log that a policy names. */
function keysIn({ logs }: LogPolicy, origin: string): string[] {
  return logs.filter(({ key }) => key.name === origin).map(({ key }) => formatVerifierKey(key));
}

function noteOf(signed: SignedCheckpoint): string {
  return formatCheckpoint(signed);
}

function unreachable(message: string): HubgraphError {
  return new HubgraphError('ERR_LOG_UNREACHABLE', message);
}
