import { HubgraphError } from '@hubgraph/kernel';

/** The file as a whole is broken at a place: `ERR_IMPORT_UNREADABLE`, with the line and the byte in the message. */
export function unreadable(what: string, at: { line: number; offsetBytes: number }, cause?: unknown): HubgraphError {
  const message = `${what} (line ${at.line}, byte ${at.offsetBytes}).`;
  return new HubgraphError('ERR_IMPORT_UNREADABLE', message, cause === undefined ? {} : { cause });
}
