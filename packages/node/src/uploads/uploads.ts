import { join } from 'node:path';
import { type Id, type Instant, newId, type Rejection, reject, type World } from '@hubgraph/kernel';

/** The largest file: a photo of a phone is smaller, and in the vault of a MongoDB it must fit into one document. */
export const UPLOAD_BYTES_MAX = 8 * 1_048_576;
/** How long a file waits for the command that takes it. */
const LIFETIME_MS = 24 * 3_600_000;
/** How many files of one person wait at a time. */
const OF_ONE_MAX = 30;
/** How many wait in all. */
const OF_ALL_MAX = 300;
/** A part that is smaller grows with what comes next, so that a file of single bytes is not millions of parts. */
const PART_BYTES_MIN = 131_072;

/** A file on its way: its bytes lie in parts, as they came. */
export interface Upload {
  readonly id: Id;
  /** The person whose it is; nobody else continues or takes it. */
  readonly by: string;
  readonly lengthBytes: number;
  readonly expiresAt: Instant;
  /** How many bytes each part has; together, the offset. */
  readonly parts: readonly number[];
}

/** In order of precedence. */
export type UploadRejectionCode =
  | 'upload-is-unknown'
  | 'upload-length-is-malformed'
  | 'upload-is-too-large'
  | 'uploads-are-too-many'
  | 'upload-offset-differs'
  | 'upload-is-longer-than-said'
  | 'upload-is-incomplete'
  | 'file-type-is-not-allowed';

/**
 * Files that people send before the command that takes them, in any number of requests: what was answered is on the disk.
 * They are no part of the journal, wait a day at most, and are of one process: behind a balancer, one goes on where one began.
 */
export class Uploads {
  readonly #world: World;
  readonly #node: string;
  readonly #folder: string;
  readonly #index: string;
  readonly #open: Map<Id, Upload>;

  constructor(world: World, node: string, folder: string) {
    this.#world = world;
    this.#node = node;
    this.#folder = folder;
    this.#index = join(folder, 'uploads.json');
    const kept = world.disk.exists(this.#index)
      ? (JSON.parse(Buffer.from(world.disk.read(this.#index)).toString('utf8')) as Upload[])
      : [];
    this.#open = new Map(kept.map((upload) => [upload.id, upload]));
  }

  begin(by: string, lengthBytes: number): Upload | Rejection<UploadRejectionCode> {
    this.#expire();
    if (!Number.isSafeInteger(lengthBytes) || lengthBytes <= 0) {
      return reject('upload-length-is-malformed', 'Say in bytes how long the file is.');
    }
    if (lengthBytes > UPLOAD_BYTES_MAX) {
      return reject('upload-is-too-large', `A file may have ${UPLOAD_BYTES_MAX} bytes; make the photo smaller.`);
    }
    const ofOne = [...this.#open.values()].filter((upload) => upload.by === by).length;
    if (ofOne >= OF_ONE_MAX || this.#open.size >= OF_ALL_MAX) {
      return reject('uploads-are-too-many', 'Too many files wait here to be used; go on tomorrow.');
    }
    const expiresAt = this.#world.clock.now() + LIFETIME_MS;
    const upload = { id: newId(this.#world, this.#node, 'upload'), by, lengthBytes, expiresAt, parts: [] };
    this.#open.set(upload.id, upload);
    this.#keep();
    return upload;
  }

  find(by: string, id: Id): Upload | Rejection<UploadRejectionCode> {
    const upload = this.#open.get(id);
    if (upload?.by === by && upload.expiresAt > this.#world.clock.now()) return upload;
    return reject('upload-is-unknown', 'There is no such file of yours here; it may have waited too long.');
  }

  /** Adds bytes at the offset that the sender believes to have reached. */
  append(by: string, id: Id, offset: number, bytes: Uint8Array): Upload | Rejection<UploadRejectionCode> {
    const upload = this.find(by, id);
    if ('code' in upload) return upload;
    const reached = offsetOf(upload);
    if (offset !== reached) {
      return reject('upload-offset-differs', `${reached} bytes have arrived; go on from there.`);
    }
    if (reached + bytes.length > upload.lengthBytes) {
      return reject('upload-is-longer-than-said', `The file was said to have ${upload.lengthBytes} bytes.`);
    }
    if (bytes.length === 0) return upload;
    this.#world.disk.makeFolder(this.#folder);
    const last = upload.parts.at(-1) ?? PART_BYTES_MIN;
    const isLonger = last < PART_BYTES_MIN;
    const n = upload.parts.length - (isLonger ? 1 : 0);
    const part = isLonger ? Buffer.concat([this.#read(upload, n), bytes]) : bytes;
    this.#world.disk.writeAtomically(this.#part(upload, n), part, { mode: 0o600 });
    const longer = { ...upload, parts: [...upload.parts.slice(0, n), part.length] };
    this.#open.set(id, longer);
    this.#keep();
    return longer;
  }

  /** The whole file and what it is, by its first bytes: what a sender calls it is no proof. */
  take(
    by: string,
    id: Id,
  ): { readonly bytes: Uint8Array; readonly mediaType: string } | Rejection<UploadRejectionCode> {
    const upload = this.find(by, id);
    if ('code' in upload) return upload;
    if (offsetOf(upload) < upload.lengthBytes) {
      return reject('upload-is-incomplete', `Of ${upload.lengthBytes} bytes ${offsetOf(upload)} have arrived.`);
    }
    const bytes = Buffer.concat(upload.parts.map((_, n) => this.#read(upload, n)));
    const mediaType = mediaTypeOf(bytes);
    if (mediaType !== undefined) return { bytes, mediaType };
    return reject('file-type-is-not-allowed', 'Send a photo or a scan: JPEG, PNG, WebP or PDF.');
  }

  drop(by: string, id: Id): Rejection<UploadRejectionCode> | undefined {
    const upload = this.find(by, id);
    if ('code' in upload) return upload;
    this.#remove(upload);
    this.#keep();
    return undefined;
  }

  #expire(): void {
    const now = this.#world.clock.now();
    const orphans = [...this.#open.values()].filter(({ expiresAt }) => expiresAt <= now);
    for (const upload of orphans) this.#remove(upload);
    if (orphans.length > 0) this.#keep();
  }

  #remove(upload: Upload): void {
    upload.parts.forEach((_, n) => {
      this.#world.disk.remove(this.#part(upload, n));
    });
    this.#open.delete(upload.id);
  }

  #keep(): void {
    this.#world.disk.makeFolder(this.#folder);
    this.#world.disk.writeAtomically(this.#index, Buffer.from(JSON.stringify([...this.#open.values()])), {
      mode: 0o600,
    });
  }

  /** A part as it was answered: what a crash left behind that is not in the index counts for nothing. */
  #read(upload: Upload, n: number): Uint8Array {
    return this.#world.disk.read(this.#part(upload, n)).subarray(0, upload.parts[n]);
  }

  #part({ id }: Upload, n: number): string {
    return join(this.#folder, `${id.slice(-26)}.${n}`);
  }
}

export function offsetOf({ parts }: Upload): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

/** What a file is, by how it begins; undefined for what is not allowed. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const begins = (from: number, ...wanted: readonly number[]) => wanted.every((byte, n) => bytes[from + n] === byte);
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  if (begins(0, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  return undefined;
}
