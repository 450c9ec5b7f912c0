import type { RegistryNode } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { sha256 } from '@hubgraph/kernel';
import type { OutgoingStatement } from '@hubgraph/node';

export const START = Date.parse('2026-03-02T09:00:00Z');
export const NAMES = ['fundraising', 'andes', 'cee', 'east-africa', 'south-asia'] as const;
/** Clocks are wrong by at most so much. */
export const SKEW_MS = 10 * 60_000;
/** What each node has at its bank in the beginning. */
export const GIFT_MINOR = 1_000_000n;

const REGISTRY: readonly RegistryNode[] = NAMES.map((id, n) => ({
  id,
  kind: n === 0 ? 'fundraising' : 'hub',
  ...(n === 0 ? {} : { hubKind: 'REGIONAL' as const }),
  name: id,
  status: 'authorised',
  endpoint: 'http://a.example',
  tokenKeys: [],
  statementKeys: [],
}));

export function nodeOf(id: string): RegistryNode | undefined {
  return REGISTRY.find((one) => one.id === id);
}

export interface Commit {
  readonly at: number;
  readonly seq: number;
  readonly commandId: string;
  readonly events: readonly Event[];
}

/** A statement on its way. */
export interface Sent {
  readonly issuer: string;
  readonly audience: string;
  readonly body: string;
  readonly signature: string;
  readonly statement: Omit<OutgoingStatement, 'audience'> & { readonly issuedAt: number };
}

/** A statement is signed by a keyed digest here: keys and signatures have tests of their own. */
export function signed(issuer: string, body: string): string {
  return sha256(`the secret of ${issuer} ${body}`);
}

export function digestOf({ body, signature }: Sent): string {
  return sha256(`${body} ${signature}`);
}
