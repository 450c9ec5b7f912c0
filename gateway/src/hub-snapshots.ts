import type { Snapshot } from '@hubgraph/hub-router';
import type { Registry } from '@hubgraph/identity';

/** Before the council was heard for the first time. */
export const NO_HUBS: Snapshot = { epoch: 0, hubs: [] };

/** One snapshot object for each registry, so that what a router derives from it is derived once. */
export class HubSnapshots {
  readonly #registry: () => Registry | undefined;
  #last: { readonly registry: Registry; readonly snapshot: Snapshot } | undefined;

  constructor(registry: () => Registry | undefined) {
    this.#registry = registry;
  }

  /** The hubs of the newest registry; undefined before the first one was seen. */
  get current(): Snapshot | undefined {
    const registry = this.#registry();
    if (registry === undefined) return undefined;
    if (this.#last?.registry !== registry) {
      const hubs = registry.nodes
        .filter((node) => node.kind === 'hub' && node.status !== 'proposed')
        .map((node) => ({ id: node.id, endpoint: `${node.endpoint}/graphql`, status: statusOf(node.status) }));
      this.#last = { registry, snapshot: { epoch: registry.epoch, hubs } };
    }
    return this.#last.snapshot;
  }
}

function statusOf(status: Registry['nodes'][number]['status']): Snapshot['hubs'][number]['status'] {
  return status === 'authorised' || status === 'suspended' ? status : 'revoked';
}
