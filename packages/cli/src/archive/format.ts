import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, HubgraphError, type Json, sha256, type World } from '@hubgraph/kernel';
import type { StoredCommit, VaultEntry } from '@hubgraph/store';

/** The files of an archive. Lines are canonical JSON (RFC 8785); `docs/operating.md` describes them. */
export const FILES = {
  commits: 'commits.jsonl',
  vault: 'vault.jsonl',
  checkpoints: 'checkpoints.json',
  ended: 'ended.json',
  witness: 'witness.db',
  keys: 'keys.json',
} as const;

const MANIFEST = 'manifest.json';

/** How far a log was when the archive was made. */
export interface ArchivedLog {
  readonly size: number;
  /** In base64. */
  readonly root: string;
}

/** What an archive is: written last, so that a folder without it is none. */
export interface Manifest {
  readonly v: 1;
  readonly node: string;
  /** When it was made. */
  readonly at: number;
  readonly commits: number;
  readonly texts: number;
  readonly logs: { readonly books: ArchivedLog; readonly cases: ArchivedLog };
  /** SHA-256 of each file, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Writes the manifest with its own digest. */
export function writeManifest({ disk }: Pick<World, 'disk'>, folder: string, manifest: Manifest): void {
  const digest = sha256(canonical(manifest as unknown as Json));
  disk.writeAtomically(
    join(folder, MANIFEST),
    Buffer.from(`${canonical({ ...manifest, digest } as unknown as Json)}\n`),
  );
}

/**
 * Reads the manifest, and every file that it names to compare its digest.
 * @throws {HubgraphError} `ERR_BACKUP_DAMAGED`
 */
export function readManifest({ disk }: Pick<World, 'disk'>, folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw damaged(folder, 'there is no manifest.json; a backup that was interrupted has none');
  const text = readFileSync(path, 'utf8');
  let manifest: Manifest & { readonly digest: string };
  try {
    manifest = JSON.parse(text) as typeof manifest;
    const { digest, ...rest } = manifest;
    if (`${canonical({ ...rest, digest } as unknown as Json)}\n` !== text)
      throw new Error('it is not as it was written');
    if (digest !== sha256(canonical(rest as unknown as Json))) throw new Error('its digest does not fit');
  } catch (cause) {
    throw damaged(folder, `manifest.json: ${(cause as Error).message}`);
  }
  if (manifest.v !== 1) {
    throw new HubgraphError('ERR_STORE_TOO_NEW', `${folder} was written by a newer release (form ${manifest.v}).`);
  }
  for (const [name, digest] of Object.entries(manifest.files)) {
    const isName = (Object.values(FILES) as string[]).includes(name);
    if (!isName || !existsSync(join(folder, name))) throw damaged(folder, `${name} is missing`);
    if (disk.sha256(join(folder, name)) !== digest) throw damaged(folder, `${name} is not what was written`);
  }
  for (const name of [FILES.commits, FILES.vault]) {
    if (manifest.files[name] === undefined) throw damaged(folder, `${name} is missing`);
  }
  return manifest;
}

/** The line of a commit: `{"bytes":"…","commandId":"…","seq":1}`. */
export function commitLine({ seq, commandId, bytes }: StoredCommit): string {
  return `${canonical({ seq, commandId, bytes })}\n`;
}

/** The line of a text: `{"key":"…","salt":"…","text":"…"}`. */
export function textLine({ key, salt, text }: VaultEntry): string {
  return `${canonical({ key, salt, text })}\n`;
}

/** Reads the lines of an archive's file, some at a time. */
export async function* linesOf<T>(folder: string, name: string, count: number): AsyncGenerator<readonly T[]> {
  let lines: T[] = [];
  let begun: string[] = [];
  // Texts may hold characters that end lines elsewhere; here only one does.
  for await (const chunk of createReadStream(join(folder, name), 'utf8') as AsyncIterable<string>) {
    const parts = chunk.split('\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      lines.push(JSON.parse(begun.join('') + part) as T);
      begun = [];
      if (lines.length < count) continue;
      yield lines;
      lines = [];
    }
    begun.push(rest);
  }
  if (lines.length > 0) yield lines;
}

/** What is said of an archive that cannot be believed. */
export function damaged(folder: string, why: string): HubgraphError {
  return new HubgraphError(
    'ERR_BACKUP_DAMAGED',
    `${folder} is damaged: ${why}. Nothing was changed. Use another backup.`,
  );
}
