import type { CurrencyCode, Instant, Slug } from '@hubgraph/kernel';
import type { LogRole, PublicJwk } from '../keys/types.ts';

/** What a node is in the movement. */
export type NodeKind = 'council' | 'trademark' | 'fundraising' | 'hub' | 'gateway';

/** What a hub is formed around: a region, a theme or a language. */
export type HubKind = 'REGIONAL' | 'THEMATIC' | 'LINGUISTIC';

/**
 * Where a node stands: `proposed` is not yet trusted, `suspended` may finish what it began, `revoked` is no longer
 * listened to.
 */
export type NodeStatus = 'proposed' | 'authorised' | 'suspended' | 'revoked';

/** A node as the council registered it. */
export type RegistryNode = {
  readonly id: Slug;
  readonly kind: NodeKind;
  /** Given for a hub, and only for a hub. */
  readonly hubKind?: HubKind;
  readonly name: string;
  /** ISO 3166-1 alpha-2: `RS`. */
  readonly country?: string;
  /** The currency of its books. */
  readonly currency?: CurrencyCode;
  /** BCP 47 tags: `sr-Latn`. */
  readonly languages?: readonly string[];
  readonly status: NodeStatus;
  /** An absolute http or https URL without credentials or fragment. */
  readonly endpoint: string;
  readonly tokenKeys: readonly PublicJwk[];
  readonly statementKeys: readonly PublicJwk[];
  /** The verifier keys of the node's two logs; without them no log of it is known. */
  readonly logs?: { readonly books: string; readonly cases: string };
  /** The verifier key with which it cosigns others' checkpoints. */
  readonly witness?: string;
  /** Which of its keys are no more the present ones, by thumbprint, and from when on they count no more. */
  readonly formerKeys?: readonly FormerKeyTime[];
  /** Verifier keys that its logs and its witness had before, for old notes; they stay for ever. */
  readonly formerLogKeys?: readonly FormerLogKey[];
};

/** Until when a former key counts. */
export type FormerKeyTime = { readonly kid: string; readonly until: Instant };

/** A verifier key that signs nothing any more. Where its name is another than the present one's, its log has ended. */
export type FormerLogKey = {
  readonly role: LogRole;
  readonly key: string;
  /** Until when the log, or the witness, signs with it too. */
  readonly until: Instant;
};

/** The movement's members at an epoch; a higher epoch replaces a lower one. */
export type Registry = {
  readonly epoch: number;
  readonly nodes: readonly RegistryNode[];
};
