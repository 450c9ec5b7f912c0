import {
  type FormerKeyTime,
  type FormerLogKey,
  type HubKind,
  type LogKeys,
  type NodeKind,
  type PublicJwk,
  parseRegistry,
  type RegistryNode,
} from '@hubgraph/identity';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { currencyExponent, type Id, isRejection, isSlug, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { type RegisteredKeys, registeredKeys } from './keys.ts';

/** What a hub says of itself when it is proposed. */
export interface HubProfile {
  readonly hub: Slug;
  readonly name: string;
  readonly kind: HubKind;
  /** Where the legal entity is registered, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly endpoint: string;
  readonly tokenKeys: readonly PublicJwk[];
  readonly statementKeys: readonly PublicJwk[];
  readonly logs?: LogKeys['logs'];
  readonly witness?: string;
  readonly formerKeys?: readonly FormerKeyTime[];
  readonly formerLogKeys?: readonly FormerLogKey[];
}

export interface FoundMovement extends Command {
  readonly type: 'FoundMovement';
  readonly nodes: readonly RegistryNode[];
}
export interface ProposeHub extends Command, HubProfile {
  readonly type: 'ProposeHub';
}

/** The council itself, the nodes of the Basic Support System and the gateway: they need no authorisation. */
export interface MovementFounded extends Event {
  readonly type: 'MovementFounded';
  readonly nodes: readonly RegistryNode[];
}
export interface HubProposed extends Event, HubProfile {
  readonly type: 'HubProposed';
}
export interface HubAuthorised extends Event {
  readonly type: 'HubAuthorised';
  readonly hub: Slug;
  readonly motion: Id;
}
export interface HubSuspended extends Event {
  readonly type: 'HubSuspended';
  readonly hub: Slug;
  readonly motion: Id;
}
/** A node signs with other keys from now on; all that the registry has of its keys. */
export interface NodeKeysChanged extends Event, RegisteredKeys {
  readonly type: 'NodeKeysChanged';
  readonly node: Slug;
  readonly kind: NodeKind;
}
export type HubEvent = MovementFounded | HubProposed | HubAuthorised | HubSuspended | NodeKeysChanged;

export type HubStatus = 'PROPOSED' | 'AUTHORISED' | 'SUSPENDED';

export interface HubState extends HubProfile {
  readonly status: HubStatus;
  readonly proposedAt: number;
  readonly proposedBy: string;
  /** The motion that gave the hub its present status. */
  readonly motion?: Id;
  readonly since: number;
}

export interface RegistryHead {
  /** Grows with each change of the registry. */
  readonly epoch: number;
  readonly founding: readonly RegistryNode[];
}

/** In order of precedence. */
export type HubRejectionCode =
  | 'movement-is-founded'
  | 'movement-is-not-founded'
  | 'registry-is-malformed'
  | 'slug-is-malformed'
  | 'hub-exists'
  | 'slug-is-reserved'
  | 'name-is-empty'
  | 'country-is-malformed'
  | 'currency-is-unknown'
  | 'languages-are-missing'
  | 'endpoint-or-keys-are-malformed'
  | 'keys-are-taken';

export function decideFoundMovement(
  command: FoundMovement,
  { head }: { readonly head: RegistryHead | undefined },
): HubEvent[] | Rejection<HubRejectionCode> {
  if (head !== undefined) return reject('movement-is-founded', 'The first nodes were entered before.');
  const registry = parseRegistry({ epoch: 1, nodes: command.nodes });
  if (isRejection(registry)) return reject('registry-is-malformed', registry.message);
  return [{ type: 'MovementFounded', nodes: registry.nodes }];
}

/** Names that a hub would be mistaken under. */
const RESERVED: ReadonlySet<string> = new Set([
  'council',
  'trademark',
  'fundraising',
  'gateway',
  'operator',
  'clock',
  'node',
  'anonymous',
]);

export function decideProposeHub(
  command: ProposeHub,
  state: {
    readonly hub: HubState | undefined;
    readonly head: RegistryHead | undefined;
    /** The node that has one of the keys already. */
    readonly holderOfKeys?: Slug | undefined;
  },
): HubEvent[] | Rejection<HubRejectionCode> {
  const profile = profileOf(command);
  if (state.head === undefined) {
    return reject('movement-is-not-founded', 'The council has no nodes yet: its operator enters the first ones.');
  }
  if (!isSlug(profile.hub)) {
    return reject('slug-is-malformed', 'A slug has 3 to 40 small letters, digits and hyphens, as east-africa.');
  }
  if (state.hub !== undefined || state.head.founding.some((node) => node.id === profile.hub)) {
    return reject('hub-exists', `The slug ${profile.hub} is taken.`);
  }
  if (RESERVED.has(profile.hub)) return reject('slug-is-reserved', `${profile.hub} means something else.`);
  if (profile.name.trim() === '' || profile.name.length > 200)
    return reject('name-is-empty', 'Give the name of the legal entity.');
  if (!/^[A-Z]{2}$/.test(profile.country))
    return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  if (currencyExponent(profile.currency) === undefined) {
    return reject('currency-is-unknown', `${profile.currency} is not a currency of ISO 4217.`);
  }
  if (profile.languages.length === 0) return reject('languages-are-missing', 'Name at least one language, as sw.');
  const registry = parseRegistry({ epoch: 1, nodes: [registryNode(profile, 'proposed')] });
  if (isRejection(registry)) return reject('endpoint-or-keys-are-malformed', registry.message);
  if (state.holderOfKeys !== undefined) {
    return reject(
      'keys-are-taken',
      `${state.holderOfKeys} has one of these keys, or a log of this name; every node makes its own.`,
    );
  }
  return [{ type: 'HubProposed', ...profile }];
}

export function evolveHub(state: HubState | undefined, event: HubEvent, at: number, by: string): HubState {
  switch (event.type) {
    case 'HubProposed':
      return { ...profileOf(event), status: 'PROPOSED', proposedAt: at, proposedBy: by, since: at };
    case 'HubAuthorised':
      return { ...known(state), status: 'AUTHORISED', motion: event.motion, since: at };
    case 'HubSuspended':
      return { ...known(state), status: 'SUSPENDED', motion: event.motion, since: at };
    case 'NodeKeysChanged':
      return { ...known(state), ...registeredKeys(event) };
    case 'MovementFounded':
      return known(state);
  }
}

/** A hub's line in the registry. */
export function registryNode(profile: HubProfile, status: RegistryNode['status']): RegistryNode {
  return {
    id: profile.hub,
    kind: 'hub',
    hubKind: profile.kind,
    name: profile.name,
    country: profile.country,
    currency: profile.currency,
    languages: profile.languages,
    status,
    endpoint: profile.endpoint,
    tokenKeys: profile.tokenKeys,
    statementKeys: profile.statementKeys,
    ...logKeysIn(profile),
  };
}

function profileOf(from: HubProfile): HubProfile {
  const { hub, name, kind, country, currency, languages, endpoint, tokenKeys, statementKeys } = from;
  return { hub, name, kind, country, currency, languages, endpoint, tokenKeys, statementKeys, ...logKeysIn(from) };
}

/** Hubs that were proposed before there were logs have none of these. */
function logKeysIn({ logs, witness, formerKeys, formerLogKeys }: HubProfile): LogKeysIn {
  return {
    ...(logs === undefined ? {} : { logs }),
    ...(witness === undefined ? {} : { witness }),
    ...(formerKeys === undefined ? {} : { formerKeys }),
    ...(formerLogKeys === undefined ? {} : { formerLogKeys }),
  };
}

type LogKeysIn = Pick<HubProfile, 'logs' | 'witness' | 'formerKeys' | 'formerLogKeys'>;

function known(state: HubState | undefined): HubState {
  if (state === undefined) throw new Error('An event of a hub that was never proposed.');
  return state;
}

export const hub = defineEntity<HubState, HubEvent>({
  kind: 'hub',
  concerns(event) {
    if (event.type === 'NodeKeysChanged') return event.kind === 'hub' ? [event.node] : [];
    const isOfHub = event.type === 'HubProposed' || event.type === 'HubAuthorised' || event.type === 'HubSuspended';
    return isOfHub ? [event.hub] : [];
  },
  evolve: (state, { event, at, by }) => evolveHub(state, event, at, by),
});

/** The events that change the registry. */
export const MAKES_AN_EPOCH: ReadonlySet<string> = new Set<HubEvent['type']>([
  'MovementFounded',
  'HubAuthorised',
  'HubSuspended',
  'NodeKeysChanged',
]);

/** The one `registry-head`: everything that makes a new epoch passes here. */
export const HEAD = 'head';

export const registryHead = defineEntity<RegistryHead, HubEvent>({
  kind: 'registry-head',
  concerns: (event) => (MAKES_AN_EPOCH.has(event.type) ? [HEAD] : []),
  evolve: (state, { event }) => ({
    epoch: (state?.epoch ?? 0) + 1,
    founding:
      event.type === 'MovementFounded'
        ? event.nodes
        : (state?.founding ?? []).map((node) =>
            event.type === 'NodeKeysChanged' && event.node === node.id ? { ...node, ...registeredKeys(event) } : node,
          ),
  }),
});
