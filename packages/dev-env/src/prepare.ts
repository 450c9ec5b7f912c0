import { join } from 'node:path';
import type { World } from '@hubgraph/kernel';
import { demoHubs } from './catalogue.ts';
import { specsOf } from './specs.ts';

export interface PrepareOptions {
  readonly world: World;
  /** Gets one folder for each node and one for the gateway, with their files and keys. */
  readonly folder: string;
  readonly hubs: number;
  /** Where a node will find its folder, on the machine on which it runs; `{id}` stands for its slug. */
  readonly at: string;
  /** By which others reach a node, as `http://{id}:4001`. */
  readonly endpoint: string;
  /** Where nodes listen, on every address of their machines. */
  readonly port: number;
  /** The database of a node, as `mongodb://db-{id}/`; its folder if absent. */
  readonly store?: string;
}

/**
 * Writes the files of a movement whose nodes run on machines of their own: `<slug>/node.json` and `<slug>/keys.json`
 * for each node, `gateway/gateway.json`. What is there already stays as it is.
 * @returns the slugs, the gateway's among them.
 */
export function prepareMovement({ world, folder, hubs, at, endpoint, port, store }: PrepareOptions): readonly string[] {
  const forNode = (template: string, id: string): string => template.replaceAll('{id}', id);
  const specs = specsOf(world, demoHubs(hubs), (id) => {
    const keysIn = join(folder, id);
    world.disk.makeFolder(keysIn);
    return {
      keysIn,
      folder: forNode(at, id),
      host: '0.0.0.0',
      port,
      endpoint: forNode(endpoint, id),
      isDemo: false,
      ...(store === undefined ? {} : { store: { kind: 'mongodb', uri: forNode(store, id) } }),
    };
  });
  const write = (id: string, name: string, value: unknown): void => {
    const path = join(folder, id, name);
    world.disk.makeFolder(join(folder, id));
    if (!world.disk.exists(path)) world.disk.writeAtomically(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
  };
  for (const [id, spec] of specs) write(id, 'node.json', spec);
  const council = specs.get('council')?.config.council;
  write('gateway', 'gateway.json', {
    id: 'gateway',
    host: '0.0.0.0',
    port: 4000,
    folder: forNode(at, 'gateway'),
    council,
  });
  return [...specs.keys(), 'gateway'];
}
