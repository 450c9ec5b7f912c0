import { isRejection } from '@hubgraph/kernel';
import { type Path, type RouterError, routerError } from '../errors/router-error.ts';
import type { HubEntry, Topology } from '../snapshot.ts';
import { homeOf } from './home.ts';

/** The hub that keeps what has this id, or the error to show: `ID_MALFORMED` or `UNKNOWN_HUB`. */
export function findHub(topology: Topology, id: unknown, path: Path): HubEntry | RouterError {
  const home = homeOf(id);
  if (isRejection(home)) return routerError('ID_MALFORMED', home.message, path);
  const hub = topology.homes.get(home);
  if (hub !== undefined) return hub;
  return routerError('UNKNOWN_HUB', `"${home}" is not a hub in the registry at epoch ${topology.epoch}.`, path, {
    hub: home,
  });
}

/** Tells an error from a hub. */
export function isRouterError(found: HubEntry | RouterError): found is RouterError {
  return 'extensions' in found;
}
