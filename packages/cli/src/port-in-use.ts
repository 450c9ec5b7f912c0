import { HubgraphError } from '@hubgraph/kernel';

/** What the system says of a port that is taken, in words that a person can act on; undefined for other errors. */
export function portInUse(error: unknown): HubgraphError | undefined {
  const { code, port } = (error ?? {}) as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') return undefined;
  return new HubgraphError(
    'ERR_PORT_IN_USE',
    `Port ${port} is in use. Stop what listens there, or give another --port and --data.`,
  );
}
