import { isSlug } from '@hubgraph/kernel';
import {
  dateTime,
  evidenceAgainst,
  type GraphQLResolverMap,
  type LogEvidenceState,
  LogMonitor,
  type LogView,
  logsOf,
  type PageArguments,
  pageSize,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import type { HubState } from '../hubs/domain.ts';

const monitors = new WeakMap<RequestContext['node'], LogMonitor>();

/** The monitor of a running council: what it saw is kept in the file of the node's witness, what it proved as long as it runs. */
export function monitorOf(node: RequestContext['node']): LogMonitor {
  const known = monitors.get(node);
  if (known !== undefined) return known;
  const made = new LogMonitor({
    world: node.world,
    registry: () => node.registry(),
    ownWitness: { node: node.config.id, seen: (hash) => node.witness.checkpoint(hash) },
    memory: node.witness.memory,
    onEvidence: (evidence) => node.keepEvidence(evidence),
    held: (accused, log) => {
      const own = ({ foundBy }: LogEvidenceState): boolean => foundBy === node.config.id;
      const all = evidenceAgainst(node.read, accused, log);
      return [...all.filter(own), ...all.filter((found) => !own(found))];
    },
  });
  monitors.set(node, made);
  return made;
}

async function nodeLog(id: string, { node }: RequestContext) {
  const [books, cases] = await monitorOf(node).logsOf(id);
  return books === undefined || cases === undefined ? null : { node: id, books, cases };
}

/** What the journal holds now, also what was found since the query began. */
const evidence = ({ node, log }: LogView, { node: council }: RequestContext) =>
  evidenceAgainst(council.read, node, log);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Hub: {
    log: (hub: Partial<HubState> & { id?: string }, _: unknown, context) => nodeLog(hub.hub ?? hub.id ?? '', context),
  },
  Query: {
    async nodeLogs(_: unknown, { first, after }: PageArguments, context) {
      const registry = context.node.registry();
      const size = pageSize(first);
      const place = placeAfter(after, isSlug);
      const all = (registry?.nodes ?? [])
        .map(({ id }) => id)
        .filter((id) => registry !== undefined && logsOf(registry, id) !== undefined)
        .sort();
      const following = all.filter((id) => id > place);
      const shown = following.slice(0, size);
      const nodes = await Promise.all(shown.map((id) => nodeLog(id, context)));
      return {
        nodes: nodes.filter((node) => node !== null),
        pageInfo: { hasNextPage: following.length > size, endCursor: shown.at(-1) ?? null },
        totalCount: all.length,
      };
    },
  },
  VerifiableLog: {
    checkpoint: ({ checkpoint }: LogView) => checkpoint?.text ?? null,
    size: ({ checkpoint }: LogView) => checkpoint?.size ?? null,
    root: ({ checkpoint }: LogView) =>
      checkpoint === undefined ? null : Buffer.from(checkpoint.root).toString('base64'),
    // A hub's word alone takes nobody's good name: the council witnesses every log, and asks it itself.
    isConsistent: (view: LogView, _: unknown, context) =>
      !evidence(view, context).some(
        (found) =>
          found.kind === 'FORK' ||
          (found.kind === 'INCONSISTENT' &&
            found.first.startsWith(`${view.origin}\n`) &&
            found.foundBy === context.node.config.id &&
            monitorOf(context.node).resolvedAt(found) === undefined),
      ),
    evidence: (view: LogView, _: unknown, context) => evidence(view, context),
    asOf: ({ asOf }: LogView) => (asOf === undefined ? null : dateTime(asOf)),
    fault: ({ fault }: LogView) => fault ?? null,
  },
  Cosignature: {
    cosignedAt: ({ cosignedAt }: LogView['witnesses'][number]) => dateTime(cosignedAt),
  },
  LogEvidence: {
    id: (found: LogEvidenceState) => found.evidence,
    at: (found: LogEvidenceState) => dateTime(found.foundAt),
    isResolved: (found: LogEvidenceState, _: unknown, { node }) => monitorOf(node).resolvedAt(found) !== undefined,
    resolvedAt(found: LogEvidenceState, _: unknown, { node }) {
      const at = monitorOf(node).resolvedAt(found);
      return at === undefined ? null : dateTime(at);
    },
  },
};
