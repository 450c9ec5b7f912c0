import { type Rejection, reject } from '@hubgraph/kernel';
import { isMirroredPath, isTradingPath } from '@hubgraph/ledger';

/**
 * Refuses accounts that nobody enters by hand: what nodes owe each other mirrors another node's books, so transfers and
 * settlements alone move it; and the legs of exchanges have a rate that was checked.
 */
export function refuseKept(paths: readonly string[]): Rejection | undefined {
  const mirrored = paths.find(isMirroredPath);
  if (mirrored !== undefined) {
    return reject(
      'account-belongs-to-another-concept',
      `${mirrored} has its mirror in another node's books, and is moved by transfers and settlements alone: prepare a transfer, or have what was wrong sent back by one.`,
    );
  }
  const traded = paths.find(isTradingPath);
  if (traded === undefined) return undefined;
  return reject(
    'account-belongs-to-another-concept',
    `${traded} is moved by exchanges alone, whose rate is checked: use exchangeMoney.`,
  );
}
