import { sha256 } from '@hubgraph/kernel';
import type { DateFormat } from '../day.ts';
import type { ImportRow } from '../import-row.ts';
import { type GrantRejectionCode, type GrantRow, grantFromNode } from './grant-row.ts';
import { readElements } from './read-elements.ts';

export interface ThreeSixtyGivingOptions {
  /** The order of dates with the year at the end; without it they are refused. */
  readonly dateFormat?: DateFormat;
}

/**
 * Reads grants in 360Giving JSON, an object with `grants` or a bare array, one at a time: memory holds one grant and
 * 32 characters for each id. What comes before a fatal error has been yielded already.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` if the file is not UTF-8, not JSON, cut off or without a list of grants.
 * @see https://standard.threesixtygiving.org
 */
export async function* readThreeSixtyGiving(
  input: AsyncIterable<Uint8Array>,
  options: ThreeSixtyGivingOptions = {},
): AsyncGenerator<ImportRow<GrantRow, GrantRejectionCode>> {
  const seen = new Set<string>();
  const isNew = (sourceId: string): boolean => {
    const digest = sha256(sourceId).slice(0, 32);
    if (seen.has(digest)) return false;
    seen.add(digest);
    return true;
  };
  for await (const element of readElements(input)) {
    const grant = grantFromNode(element, { isNew, ...options });
    if ('rejected' in grant) {
      const at = { line: element.line, path: element.path + grant.path };
      yield { kind: 'rejected', code: grant.code, message: grant.message, at };
    } else {
      yield { kind: 'row', row: grant, at: { line: element.line, path: element.path } };
    }
  }
}
