import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ANSWER_BYTES_MAX, bytesMaxOf, type LogSource } from '@hubgraph/audit';
import { HubgraphError } from '@hubgraph/kernel';

/** A log in a folder, as any software writes tlog-tiles. Files that are larger than they can be are not read. */
export class FolderSource implements LogSource {
  readonly name: string;

  constructor(folder: string) {
    this.name = folder;
  }

  checkpoint(): Promise<Uint8Array | undefined> {
    return this.#read('checkpoint', ANSWER_BYTES_MAX.note);
  }

  policy(): Promise<Uint8Array | undefined> {
    return this.#read('policy', ANSWER_BYTES_MAX.policy);
  }

  read(path: string): Promise<Uint8Array | undefined> {
    return this.#read(path, bytesMaxOf(path));
  }

  async #read(path: string, bytesMax: number): Promise<Uint8Array | undefined> {
    const file = join(this.name, path);
    try {
      await using handle = await open(file, 'r');
      const { size } = await handle.stat();
      if (size > bytesMax)
        throw new HubgraphError('ERR_LOG_TOO_LARGE', `${file} has ${size} bytes; ${bytesMax} can be right.`);
      return await handle.readFile();
    } catch (cause) {
      if (cause instanceof HubgraphError) throw cause;
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new HubgraphError('ERR_LOG_UNREACHABLE', `${file} cannot be read: ${message}.`, { cause });
    }
  }
}
