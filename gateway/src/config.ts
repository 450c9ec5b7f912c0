import type { PublicJwk } from '@hubgraph/identity';

export interface GatewayConfig {
  /** The gateway's slug in the registry. */
  readonly id: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the last signed registry is kept, so that the gateway can start while the council is down. */
  readonly folder: string;
  readonly council: { readonly id: string; readonly endpoint: string; readonly statementKeys: readonly PublicJwk[] };
  /** Where `supergraph.graphql` and `hub.graphql` are, an absolute path; if absent, those of this release. */
  readonly supergraphFolder?: string;
  /** How often it is looked whether they have changed. */
  readonly supergraphEveryMs: number;
  /** A manifest of documents that are run by name, beside the page's own: a JSON object of names and texts. */
  readonly documentsFile?: string;
  /** Whether nothing is run but the page's documents and those of the manifest. */
  readonly onlyTrusted: boolean;
  /** Where people reach it, through a proxy with TLS: `https://graph.example`. Undefined where there is none. */
  readonly publicUrl?: string;
  /** Lets a visitor act as any of the nodes' people, through the nodes' own demonstration routes. */
  readonly isDemo: boolean;
  /** Who may read `/metrics`: by default who asks from the same machine and not through a proxy. */
  readonly metrics?: 'LOCAL' | 'EVERYBODY';
  /** How often the council is asked for its registry. */
  readonly registryEveryMs: number;
  /** What one client's request may take in all. */
  readonly requestTimeoutMs: number;
  /** What one hub may take of it. */
  readonly hubTimeoutMs: number;
  /** How long a hub is left alone that failed again and again. */
  readonly hubRestMs: number;
  /** Who runs plans: our own executor, or the stock one (`@apollo/gateway`), slower and the way back from ours. */
  readonly engine: 'own' | 'stock';
  /** Whether equal queries of one identity that are under way at once get one answer. */
  readonly sharesAnswers: boolean;
}

export const gatewayDefaults = {
  supergraphEveryMs: 5_000,
  registryEveryMs: 1_000,
  requestTimeoutMs: 10_000,
  hubTimeoutMs: 3_000,
  hubRestMs: 10_000,
  engine: 'own',
  sharesAnswers: true,
  onlyTrusted: false,
} as const;

// The stock engine reports metrics to its maker unless it is told not to.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
