import type { NodeKind, Registry } from '@hubgraph/identity';
import type { JournalOptions, Reader } from '@hubgraph/journal';
import { accessConcept } from './access/concept.ts';
import type { Concept, Disclosure } from './concept.ts';
import { logsConcept } from './log/concept.ts';
import { mandatesConcept } from './mandates/concept.ts';
import { peopleConcept } from './people/concept.ts';
import { registryConcept, registryOf } from './registry/concept.ts';
import { searchConcept } from './search/concept.ts';
import { sessionsConcept } from './sessions/concept.ts';
import { inboxProjection, receiveCommands, STATEMENT_RECEIVED } from './statements/inbox.ts';
import { outboxProjection } from './statements/outbox.ts';

/** What makes a node a hub, the council, …: its roles and concepts. */
export interface NodeDefinition {
  readonly kind: NodeKind;
  /** Every role that a person may hold here, with what it is for. */
  readonly roles: Readonly<Record<string, string>>;
  /** The roles that are held for a term, with the reason why. */
  readonly offices?: Readonly<Record<string, string>>;
  readonly concepts: readonly Concept[];
  /** SDL that belongs to no concept: the schema's links, the types that all concepts share. */
  readonly typeDefs: string;
  /** How large a request for the graph may be, where the gateway brings what other nodes said; 1 MiB if absent. */
  readonly graphqlBytesMax?: number;
  /** The registry that this node itself keeps; the council's own. Others go by the one they received. */
  registry?(read: Reader): Registry | undefined;
}

/** All concepts of a node: those that every node has, and its own. */
export function conceptsOf(definition: NodeDefinition): readonly Concept[] {
  const { kind, roles, offices, registry, concepts } = definition;
  const searchables = concepts.flatMap(({ searchable = [] }) => searchable);
  return [
    peopleConcept(kind, roles, Object.keys(offices ?? {})),
    sessionsConcept(kind),
    accessConcept(kind),
    ...(offices === undefined ? [] : [mandatesConcept(kind, offices)]),
    ...(registry === undefined ? [registryConcept] : []),
    logsConcept(kind, registry ?? ((read) => registryOf(read)?.registry)),
    ...concepts,
    ...(searchables.length === 0 ? [] : [searchConcept(kind, searchables)]),
  ];
}

/** What a journal needs to be decided on and folded: the same for the node that serves it and the tool that rebuilds it. */
export function foldsOf(
  concepts: readonly Concept[],
): Pick<JournalOptions, 'commands' | 'entities' | 'projections' | 'events' | 'upcasts'> {
  return {
    commands: [...concepts.flatMap((concept) => concept.commands), ...receiveCommands(concepts)],
    entities: concepts.flatMap((concept) => concept.entities),
    projections: [inboxProjection, ...concepts.flatMap((concept) => concept.projections), outboxProjection(concepts)],
    events: disclosuresOf(concepts),
    upcasts: Object.assign({}, ...concepts.map(({ upcasts = {} }) => upcasts)),
  };
}

/** Every type of event that the node may commit, and who may read it. */
export function disclosuresOf(concepts: readonly Concept[]): Readonly<Record<string, Disclosure>> {
  return Object.assign({ [STATEMENT_RECEIVED]: 'SEALED' }, ...concepts.map(({ events }) => events));
}
