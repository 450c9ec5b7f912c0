import { composeServices } from '@apollo/composition';
import { lintHubSchema, readHubSchema } from '@hubgraph/hub-router';
import { sdlOf } from '@hubgraph/node';
import { council } from '@hubgraph/subgraph-council';
import { fundraising } from '@hubgraph/subgraph-fundraising';
import { hub } from '@hubgraph/subgraph-hub';
import { trademark } from '@hubgraph/subgraph-trademark';
import { parse } from 'graphql';

const SUBGRAPHS = { council, fundraising, hub, trademark };

/** What the subgraphs compose to; where they do not, or hubs could not be routed to or merged, only why. */
interface Composition {
  readonly faults: readonly string[];
  /** What the gateway loads: texts by their paths from the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly hints: readonly string[];
  readonly count: number;
}

/** Composes the supergraph from the subgraphs' SDL, without any of them running. */
export function composition(): Composition {
  const count = Object.keys(SUBGRAPHS).length;
  const { errors, supergraphSdl, hints } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, definition]) => ({
      name,
      // The gateway finds nodes by the registry; this address is never asked.
      url: `http://${name}.invalid`,
      typeDefs: parse(sdlOf(definition)),
    })),
  );
  const hubSdl = sdlOf(hub);
  const faults =
    errors?.map(({ message }) => message) ??
    lintHubSchema(readHubSchema(hubSdl)).map(({ at, message }) => `${at}: ${message}`);
  if (supergraphSdl === undefined || faults.length > 0) return { faults, files: {}, hints: [], count };
  const files = { 'gateway/supergraph.graphql': supergraphSdl, 'gateway/hub.graphql': `${hubSdl}\n` };
  return { faults, files, hints: (hints ?? []).map(String), count };
}
