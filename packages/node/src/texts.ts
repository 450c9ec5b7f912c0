import { HubgraphError, newId, type Rejection, reject, sha256, type World } from '@hubgraph/kernel';
import type { Store, StoredCommit, VaultEntry } from '@hubgraph/store';

/** A text as the journal knows it: where it lies in the vault, and the digest of its salt and itself. */
export interface TextRef {
  readonly key: string;
  readonly digest: string;
}

/** Shown in the place of a text that was erased from the vault. */
export const ERASED = null;

export type TextRejectionCode = 'text-is-empty' | 'text-is-too-long';

/** Collects the texts of one command; they are stored with its commit. */
export class TextSealer {
  readonly #world: World;
  readonly #node: string;
  readonly #entries: VaultEntry[] = [];

  constructor(world: World, node: string) {
    this.#world = world;
    this.#node = node;
  }

  /** Gives the reference that the journal may hold. */
  seal(text: string): TextRef {
    const salt = Buffer.from(this.#world.random.bytes(16)).toString('hex');
    const entry = { key: newId(this.#world, this.#node, 'text'), salt, text };
    this.#entries.push(entry);
    return { key: entry.key, digest: textDigest(entry) };
  }

  /** Puts what was sealed into the vault by itself, where no command of its own cites it. */
  async store(store: Pick<Store, 'vault'>): Promise<void> {
    await store.vault.put(this.#entries);
  }

  /** What was sealed, to be stored with the command's commit. */
  get entries(): readonly VaultEntry[] {
    return this.#entries;
  }
}

/** The commitment to a text: SHA-256 of the salt's hexadecimal digits followed by the text in UTF-8. */
export function textDigest(entry: Pick<VaultEntry, 'salt' | 'text'>): string {
  return sha256(entry.salt + entry.text);
}

/**
 * The text of a reference, {@link ERASED} where it was erased.
 * @throws {HubgraphError} `ERR_TEXT_DIFFERS` if what lies in the vault is not what the journal knows.
 */
export async function openText({ vault }: Pick<Store, 'vault'>, ref: TextRef): Promise<string | null> {
  const entry = (await vault.get([ref.key])).get(ref.key);
  return entry === undefined ? ERASED : checked(entry, ref).text;
}

/**
 * Compares every text that these commits cite with what lies in the vault; what was erased is passed over.
 * @throws {HubgraphError} `ERR_TEXT_DIFFERS`, which names the text, if one is not what the journal knows.
 */
export async function checkCitedTexts(
  { vault }: Pick<Store, 'vault'>,
  commits: readonly StoredCommit[],
): Promise<void> {
  const refs = commits.flatMap(({ bytes }) => refsIn(JSON.parse(bytes)));
  const entries = await vault.get([...new Set(refs.map(({ key }) => key))]);
  for (const ref of refs) {
    const entry = entries.get(ref.key);
    if (entry !== undefined) checked(entry, ref);
  }
}

function checked(entry: VaultEntry, { key, digest }: TextRef): VaultEntry {
  if (textDigest(entry) === digest) return entry;
  throw new HubgraphError(
    'ERR_TEXT_DIFFERS',
    `The text ${key} is not the one that the journal knows: it was damaged or altered. Restore it from a backup.`,
  );
}

function refsIn(value: unknown): readonly TextRef[] {
  if (typeof value !== 'object' || value === null) return [];
  const { key, digest } = value as Partial<TextRef>;
  const isRef = typeof key === 'string' && typeof digest === 'string' && Object.keys(value).length === 2;
  return isRef ? [{ key, digest }] : Object.values(value).flatMap(refsIn);
}

/** Refuses an empty or overlong text; `name` is the field as the client knows it. */
export function checkText(name: string, text: string, lengthMax: number): Rejection<TextRejectionCode> | undefined {
  if (text.trim() === '') return reject('text-is-empty', `${name} is empty; write at least a word.`);
  if (text.length > lengthMax)
    return reject('text-is-too-long', `${name} has ${text.length} characters; ${lengthMax} are allowed.`);
  return undefined;
}
