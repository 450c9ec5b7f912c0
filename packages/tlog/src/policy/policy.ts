import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type SignedCheckpoint, type VerifiedCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import type { CheckpointRejectionCode } from '../checkpoint/text.ts';
import { decodeText, sameBytes } from '../encoding.ts';
import { formatVerifierKey, type KeyType, parseVerifierKey, type VerifierKey } from '../note/keys.ts';
import type { NoteRejectionCode } from '../note/note.ts';

/** Which checkpoints to believe: those of one of the logs, cosigned by a quorum of witnesses. */
export interface LogPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Each has only members that come before it. */
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or a group; undefined if no cosignature is needed. */
  readonly quorum: string | undefined;
}

export interface PolicyLog {
  /** Its name is the log's origin. */
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

export interface PolicyWitness {
  /** What the policy calls it; it means nothing elsewhere. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

/** Has witnessed what at least `threshold` of its members have witnessed. */
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  /** Names of witnesses and groups. */
  readonly members: readonly string[];
}

/** What a policy says of a checkpoint that one of its logs has signed. */
export interface Judgement {
  readonly checkpoint: VerifiedCheckpoint;
  /** The policy's witnesses that have cosigned it, in the policy's order; time in seconds since 1970. */
  readonly witnesses: readonly { readonly name: string; readonly timestamp: number }[];
  /** Whether these are a quorum. If not, the checkpoint is unwitnessed. */
  readonly isSatisfied: boolean;
}

export type LogPolicyRejectionCode = 'log-policy-is-malformed' | 'log-policy-is-too-large';

/** Larger policies are not read. */
const MAX_POLICY_BYTES = 1_000_000;

/** Policies with more logs, witnesses or groups than this are not read. */
const MAX_POLICY_ITEMS = 1_000;

const NO_QUORUM = 'none';
const LOG_TYPES: readonly KeyType[] = ['ed25519', 'ml-dsa-44'];
const WITNESS_TYPES: readonly KeyType[] = ['cosignature-v1', 'ml-dsa-44'];

/**
 * Reads a policy.
 * @returns a refusal that names the line when it is not of the form, names something that was not defined before, or
 * gives a key or a name twice; or when it is not UTF-8, in comments too.
 * @see C2SP tlog-policy
 */
export function parsePolicy(input: string | Uint8Array): LogPolicy | Rejection<LogPolicyRejectionCode> {
  if (input.length > MAX_POLICY_BYTES) return tooLarge();
  const text = decodeText(input, MAX_POLICY_BYTES);
  if (text === undefined) return reject('log-policy-is-malformed', 'A policy is UTF-8.');
  const lines = text.split('\n');
  // A policy that was cut off could have another quorum.
  if (lines.pop() !== '') return malformed(lines.length + 1, 'the last line has no end');
  const reader = new PolicyReader();
  for (const [place, line] of lines.entries()) {
    const fault = reader.take(line);
    if (fault !== undefined) return malformed(place + 1, fault);
    if (reader.items > MAX_POLICY_ITEMS) return tooLarge();
  }
  return reader.policy() ?? malformed(lines.length, 'there is no quorum; for none, write quorum none');
}

/** The text of a policy, which `parsePolicy` reads as the same. */
export function formatPolicy({ logs, witnesses, groups, quorum }: LogPolicy): string {
  const withUrl = (line: string, url: string | undefined): string => (url === undefined ? line : `${line} ${url}`);
  const lines = [
    ...logs.map(({ key, url }) => withUrl(`log ${formatVerifierKey(key)}`, url)),
    ...witnesses.map(({ name, key, url }) => withUrl(`witness ${name} ${formatVerifierKey(key)}`, url)),
    ...groups.map(({ name, threshold, members }) => {
      const count = threshold === members.length ? 'all' : threshold === 1 ? 'any' : threshold;
      return `group ${name} ${count} ${members.join(' ')}`;
    }),
    `quorum ${quorum ?? NO_QUORUM}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether these witnesses, by the policy's names, are a quorum. */
export function isQuorum({ groups, quorum }: LogPolicy, witnesses: Iterable<string>): boolean {
  const satisfied = new Set(witnesses);
  for (const { name, threshold, members } of groups) {
    if (members.filter((member) => satisfied.has(member)).length >= threshold) satisfied.add(name);
    else satisfied.delete(name);
  }
  return quorum === undefined || satisfied.has(quorum);
}

/**
 * Verifies a checkpoint by a policy and says who has cosigned it.
 * @returns a refusal when none of the policy's logs has signed it, or a signature of one of its keys is wrong. A
 * checkpoint without its quorum is not refused: `isSatisfied` is false.
 */
export function judgeCheckpoint(
  policy: LogPolicy,
  checkpoint: SignedCheckpoint,
): Judgement | Rejection<NoteRejectionCode | CheckpointRejectionCode> {
  const verified = verifyCheckpoint(
    checkpoint,
    policy.logs.map(({ key }) => key),
    policy.witnesses.map(({ key }) => key),
  );
  if (isRejection(verified)) return verified;
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const timestamp = verified.note.verified.find((signature) => signature.key === key)?.timestamp;
    return timestamp === undefined ? [] : [{ name, timestamp }];
  });
  const isSatisfied = isQuorum(
    policy,
    witnesses.map(({ name }) => name),
  );
  return { checkpoint: verified, witnesses, isSatisfied };
}

/** Takes a policy line by line; what is wrong with a line is said in words. */
class PolicyReader {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #names = new Set<string>();
  readonly #members = new Set<string>();
  #quorum: string | undefined;

  get items(): number {
    return Math.max(this.#logs.length, this.#names.size);
  }

  /** Undefined while there is no line with the quorum. */
  policy(): LogPolicy | undefined {
    if (this.#quorum === undefined) return undefined;
    const quorum = this.#quorum === NO_QUORUM ? undefined : this.#quorum;
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum };
  }

  take(line: string): string | undefined {
    if (!/^[\t\u0020-\u007e\u0080-\u{10ffff}]*$/u.test(line)) return 'there is a control character in it';
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    const [keyword = '#', ...rest] = words;
    if (keyword.startsWith('#')) return undefined;
    if (keyword === 'log') return this.#log(rest);
    if (keyword === 'witness') return this.#witness(rest);
    if (keyword === 'group') return this.#group(rest);
    if (keyword === 'quorum') return this.#takeQuorum(rest);
    return 'a line begins with log, witness, group, quorum or #';
  }

  #log([vkey, url, ...rest]: readonly string[]): string | undefined {
    if (vkey === undefined || rest.length > 0) return 'a log is log <vkey> [<url>]';
    const key = keyOfType(vkey, LOG_TYPES);
    if (typeof key === 'string') return key;
    if (isListed(this.#logs, key)) return 'the key of this log was given before';
    this.#logs.push({ key, url });
    return undefined;
  }

  #witness([name, vkey, url, ...rest]: readonly string[]): string | undefined {
    if (name === undefined || vkey === undefined || rest.length > 0)
      return 'a witness is witness <name> <vkey> [<url>]';
    const key = keyOfType(vkey, WITNESS_TYPES);
    if (typeof key === 'string') return key;
    if (isListed(this.#witnesses, key)) return 'the key of this witness was given before';
    const fault = this.#define(name);
    if (fault === undefined) this.#witnesses.push({ name, key, url });
    return fault;
  }

  #group([name, count, ...members]: readonly string[]): string | undefined {
    if (name === undefined || count === undefined || members.length === 0) {
      return 'a group is group <name> <all, any or a number> <member>…';
    }
    for (const member of members) {
      if (!this.#names.has(member)) return `${short(member)} is not defined before this line`;
      if (this.#members.has(member)) return `${short(member)} is a member already, and can be of one group only`;
      this.#members.add(member);
    }
    const threshold = count === 'all' ? members.length : count === 'any' ? 1 : Number(count);
    if (!/^(?:all|any|[1-9][0-9]{0,5})$/.test(count) || threshold > members.length) {
      return `of ${members.length} members, all, any or 1 to ${members.length} can be asked for`;
    }
    const fault = this.#define(name);
    if (fault === undefined) this.#groups.push({ name, threshold, members });
    return fault;
  }

  #takeQuorum([name, ...rest]: readonly string[]): string | undefined {
    if (name === undefined || rest.length > 0) return 'a quorum is quorum <name>';
    if (this.#quorum !== undefined) return 'the quorum was given before';
    if (name !== NO_QUORUM && !this.#names.has(name)) return `${short(name)} is not defined before this line`;
    this.#quorum = name;
    return undefined;
  }

  #define(name: string): string | undefined {
    if (name === NO_QUORUM) return 'the name none is taken for no quorum';
    if (this.#names.has(name)) return `the name ${short(name)} was given before`;
    this.#names.add(name);
    return undefined;
  }
}

function keyOfType(vkey: string, types: readonly KeyType[]): VerifierKey | string {
  const key = parseVerifierKey(vkey);
  if (isRejection(key)) return key.message.replace(/\.$/, '');
  return types.includes(key.type) ? key : `a key of type ${key.type} cannot be here`;
}

function isListed(items: readonly { readonly key: VerifierKey }[], { publicKey }: VerifierKey): boolean {
  return items.some(({ key }) => sameBytes(key.publicKey, publicKey));
}

function malformed(line: number, why: string): Rejection<LogPolicyRejectionCode> {
  return reject('log-policy-is-malformed', `Line ${line} of the policy: ${why}.`);
}

function tooLarge(): Rejection<LogPolicyRejectionCode> {
  return reject(
    'log-policy-is-too-large',
    'A policy has at most 1,000,000 bytes and 1,000 logs, witnesses and groups.',
  );
}

const short = (name: string): string => (name.length > 80 ? `${name.slice(0, 80)}…` : name);
