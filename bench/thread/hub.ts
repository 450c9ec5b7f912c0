import { join } from 'node:path';
import type { NodeSpec } from '@hubgraph/dev-env';

export const HUB = 'bench-hub';

/** A hub that stands alone, at any free port: its council is at an address where nobody listens. */
export function loneHub(folder: string, people: readonly string[]): NodeSpec {
  return {
    kind: 'hub',
    config: {
      id: HUB,
      folder: join(folder, HUB),
      host: '127.0.0.1',
      port: 0,
      endpoint: 'http://127.0.0.1:9',
      council: { id: 'council', endpoint: 'http://127.0.0.1:9', statementKeys: [] },
      isDemo: true,
    },
    setup: {
      people: people.map((name) => ({ name, roles: name === people[0] ? ['treasurer'] : [] })),
      funds: [{ code: 'general', name: 'General fund' }],
    },
  };
}
