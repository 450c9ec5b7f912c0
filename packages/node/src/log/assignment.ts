import type { Registry, RegistryNode } from '@hubgraph/identity';
import type { LogName } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import { formatPolicy, type LogPolicy, type PolicyWitness, parseVerifierKey, type VerifierKey } from '@hubgraph/tlog';

/** How many nodes beside the council each log has as witnesses at least, where there are as many. */
const WITNESSES = 2;
/** The most witnesses that the policy of the council's logs names: readers of policies take 1,000. */
const WITNESSES_NAMED_MAX = 500;
/** Words of policies. Nodes may be called so, but readers of policies take none of them as a name. */
const KEYWORDS: ReadonlySet<string> = new Set(['all', 'any', 'group', 'log', 'none', 'quorum', 'witness']);

/**
 * The nodes whose logs this node witnesses. The council witnesses all. Every other node witnesses the council, the two
 * hubs before it in the ring of all nodes ordered by id, and whoever has it as one of the two hubs that come next.
 */
export function witnessedBy(registry: Registry, witness: string): readonly RegistryNode[] {
  return registry.nodes.filter((node) => chosenFor(registry, node.id).some(({ id }) => id === witness));
}

/** The witnesses of a node's logs, by id; none for a node that has no log, or is not to be listened to. */
export function witnessesOf(registry: Registry, id: string): readonly PolicyWitness[] {
  return chosenFor(registry, id).flatMap((one) => {
    const key = keyOf(one.witness);
    return key === undefined ? [] : [{ name: one.id, key, url: `${baseOf(one)}/witness` }];
  });
}

/**
 * What makes a checkpoint of this log a witnessed one: the council and one of the other witnesses; for the council's
 * own logs any two. Witnesses have the names of their nodes, groups those that no node can have. Undefined where no log
 * of the node is known, or there are too few nodes: then no checkpoint of it is a witnessed one.
 */
export function policyOf(registry: Registry, id: string, log: LogName): LogPolicy | undefined {
  const node = registry.nodes.find((one) => one.id === id);
  const key = keyOf(node?.logs?.[log]);
  if (node === undefined || key === undefined || !hasLog(node)) return undefined;
  const logs = [{ key, url: `${baseOf(node)}/log/${log}` }];
  const witnesses = witnessesOf(registry, id).slice(0, WITNESSES_NAMED_MAX);
  const council = registry.nodes.find((one) => one.kind === 'council')?.id ?? '';
  const others = witnesses.map(({ name }) => name).filter((name) => name !== council);
  if (node.id === council) {
    if (others.length < WITNESSES) return undefined;
    const group = { name: 'any_two', threshold: WITNESSES, members: others };
    return { logs, witnesses, groups: [group], quorum: group.name };
  }
  if (others.length === 0 || others.length === witnesses.length) return undefined;
  const group = { name: 'one_other', threshold: 1, members: others };
  const both = { name: 'council_and_other', threshold: 2, members: [council, group.name] };
  return { logs, witnesses, groups: [group, both], quorum: both.name };
}

/** The logs of a node: their keys and where they are; undefined where none are known. */
export function logsOf(
  registry: Registry,
  id: string,
):
  | { readonly [name in LogName]: { readonly text: string; readonly key: VerifierKey; readonly url: string } }
  | undefined {
  const node = registry.nodes.find((one) => one.id === id);
  const [books, cases] = [keyOf(node?.logs?.books), keyOf(node?.logs?.cases)];
  if (node?.logs === undefined || books === undefined || cases === undefined || !hasLog(node)) return undefined;
  const url = (log: LogName): string => `${baseOf(node)}/log/${log}`;
  return {
    books: { text: node.logs.books, key: books, url: url('books') },
    cases: { text: node.logs.cases, key: cases, url: url('cases') },
  };
}

/** The keys by which notes of a log are verified, also old ones: the present one and all that it had before. */
export function keysOfLog(registry: Registry | undefined, id: string, log: LogName): readonly VerifierKey[] {
  const node = registry?.nodes.find((one) => one.id === id);
  const former = (node?.formerLogKeys ?? []).filter(({ role }) => role === log).map(({ key }) => key);
  return [node?.logs?.[log], ...former].flatMap((text) => keyOf(text) ?? []);
}

/** A log's former keys that still sign beside the present one; those of a log that ended sign nothing. */
export function formerKeysOfLog({ logs, formerLogKeys = [] }: RegistryNode, log: LogName, now: number): VerifierKey[] {
  const present = keyOf(logs?.[log]);
  const counting = formerLogKeys.filter(({ role, until }) => role === log && now < until);
  return counting.flatMap(({ key }) => keyOf(key) ?? []).filter(({ name }) => name === present?.name);
}

/** Without repetitions, which whoever verifies a note refuses. */
export function eachOnce(keys: readonly VerifierKey[]): VerifierKey[] {
  return [...new Map(keys.map((key) => [`${key.keyId} ${key.name}`, key])).values()];
}

/**
 * The policy of a log as everybody reads it, or of several of one node, which have the same witnesses. A witness whose
 * node is called like a keyword has an underscore after it.
 */
export function policyTextOf(registry: Registry, id: string, ...names: readonly LogName[]): string | undefined {
  const policies = names.flatMap((log) => policyOf(registry, id, log) ?? []);
  const [policy] = policies;
  if (policy === undefined || policies.length < names.length) return undefined;
  const nameOf = (name: string): string => (KEYWORDS.has(name) ? `${name}_` : name);
  return formatPolicy({
    ...policy,
    logs: policies.flatMap(({ logs }) => logs),
    witnesses: policy.witnesses.map((witness) => ({ ...witness, name: nameOf(witness.name) })),
    groups: policy.groups.map((group) => ({ ...group, members: group.members.map(nameOf) })),
  });
}

/** The node whose log has this origin, and which of its logs it is. */
export function logOfOrigin(
  registry: Registry,
  origin: string,
): { readonly node: RegistryNode; readonly log: LogName; readonly key: VerifierKey } | undefined {
  for (const node of registry.nodes) {
    if (node.logs === undefined || !hasLog(node)) continue;
    for (const log of ['books', 'cases'] as const) {
      const key = node.logs[log].startsWith(`${origin}+`) ? keyOf(node.logs[log]) : undefined;
      if (key?.name === origin) return { node, log, key };
    }
  }
  return undefined;
}

function chosenFor(registry: Registry, id: string): readonly RegistryNode[] {
  const node = registry.nodes.find((one) => one.id === id);
  if (node === undefined || !hasLog(node)) return [];
  const all = registry.nodes.filter((one) => one.id !== id && isWitness(one));
  const { witnesses, watched } = ringsOf(registry);
  const after = nearest(witnesses, id, 1);
  return all
    .filter(
      (one) =>
        node.kind === 'council' ||
        one.kind === 'council' ||
        after.includes(one) ||
        nearest(watched, one.id, -1).includes(node),
    )
    .sort(byId);
}

/** Nodes in the order of their ids, hubs and others apart. */
interface Ring {
  readonly hubs: readonly RegistryNode[];
  readonly others: readonly RegistryNode[];
}

const rings = new WeakMap<Registry, { readonly witnesses: Ring; readonly watched: Ring }>();

/** Those that cosign and those whose logs are cosigned, without the council. */
function ringsOf(registry: Registry): { readonly witnesses: Ring; readonly watched: Ring } {
  const known = rings.get(registry);
  if (known !== undefined) return known;
  const nodes = registry.nodes.filter(({ kind }) => kind !== 'council').sort(byId);
  const ring = (isIn: (node: RegistryNode) => boolean): Ring => ({
    hubs: nodes.filter((node) => isIn(node) && node.kind === 'hub'),
    others: nodes.filter((node) => isIn(node) && node.kind !== 'hub'),
  });
  const made = { witnesses: ring(isWitness), watched: ring(hasLog) };
  rings.set(registry, made);
  return made;
}

/** The two that come next to an id in a ring, hubs before others. */
function nearest({ hubs, others }: Ring, id: string, direction: 1 | -1): readonly RegistryNode[] {
  const found: RegistryNode[] = [];
  for (const nodes of [hubs, others]) {
    const start = placeOf(nodes, id) - (direction === 1 ? 0 : 1);
    for (let step = 0; step < nodes.length && found.length < WITNESSES; step += 1) {
      const node = nodes.at((start + direction * step) % nodes.length);
      if (node !== undefined && node.id !== id) found.push(node);
    }
  }
  return found;
}

/** How many have a smaller id. */
function placeOf(nodes: readonly RegistryNode[], id: string): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((nodes[middle] as RegistryNode).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A suspended node may finish what it began, so its logs grow and are watched. */
function hasLog({ logs, status }: RegistryNode): boolean {
  return logs !== undefined && (status === 'authorised' || status === 'suspended');
}

function isWitness({ witness, status }: RegistryNode): boolean {
  return witness !== undefined && status === 'authorised';
}

function baseOf({ endpoint }: RegistryNode): string {
  return endpoint.replace(/\/$/, '');
}

/** Registries hold only keys that can be read. */
function keyOf(text: string | undefined): VerifierKey | undefined {
  const key = text === undefined ? undefined : parseVerifierKey(text);
  return key === undefined || isRejection(key) ? undefined : key;
}

function byId(one: RegistryNode, other: RegistryNode): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
