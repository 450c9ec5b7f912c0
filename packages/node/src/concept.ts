import type {
  Command,
  CommandDefinition,
  EntityDefinition,
  Event,
  Projection,
  Reader,
  Recorded,
  Upcasts,
} from '@hubgraph/journal';
import type { Id, Instant, Json, Rejection, Slug } from '@hubgraph/kernel';
import type { Actor } from './actor.ts';
import type { RequestContext } from './context.ts';
import type { ExportDefinition } from './exports/definition.ts';
import type { GraphQLResolverMap } from './graphql/resolver-map.ts';
import type { Policy } from './policy.ts';
import type { Searchable } from './search/searchable.ts';
import type { TextRef } from './texts.ts';
import type { WaitingDefinition } from './waiting.ts';

/** What one node tells another; sent until it is answered or expired, so applying it twice must change nothing. */
export interface OutgoingStatement {
  readonly audience: Slug;
  /** In the past tense, kebab-case: `transfer-prepared`. */
  readonly type: string;
  /** The thing that it is about; with `type`, `audience` and this, a statement is unique. */
  readonly about: Id;
  readonly payload: { readonly [name: string]: Json };
  /** SHA-256 digests of the statements that it answers. */
  readonly cites?: readonly string[];
  readonly expiresAt: Instant;
}

/** A statement whose signature, audience and age were checked. */
export interface IncomingStatement {
  readonly issuer: Slug;
  readonly type: string;
  readonly about: Id;
  readonly payload: { readonly [name: string]: Json };
  readonly cites: readonly string[];
  readonly digest: string;
  /** The thumbprint of the key that signed it. */
  readonly kid: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** What this node itself told another one: the type of the statement, and its digest. */
export interface Said {
  readonly type: string;
  readonly digest: string;
}

/** The command in which a verified statement is decided upon. */
export interface Receive extends Command {
  readonly statement: IncomingStatement;
  /** What this node had told the issuer about the same thing, where the statement cites anything. */
  readonly said?: readonly Said[];
  /** What {@link StatementDefinition.prove} found out. */
  readonly proved?: unknown;
}

/** Whether a statement cites, by its digest, what this node itself told the issuer about the same thing, in those words. */
export function citesOwn({ statement, said = [] }: Receive, type: string): boolean {
  return said.some((one) => one.type === type && statement.cites.includes(one.digest));
}

export interface StatementDefinition<S = unknown, E extends Event = Event> {
  /** The kinds of node that may state this. */
  readonly from: readonly string[];
  /** True for what is said again and again: it is kept only where something follows from it. */
  readonly isKeptOnlyWithEffect?: boolean;
  /** The largest one that is taken, in bytes, where it is less than any statement may have: it is kept whole. */
  readonly sizeBytesMax?: number;
  /** Verifies signatures inside the statement, which cannot be done while it is decided on. */
  prove?(statement: IncomingStatement, here: { readonly node: Slug; readonly now: Instant }): Promise<unknown>;
  load(read: Reader, command: Receive): S;
  decide(command: Receive, state: S): readonly E[] | Rejection;
}

/** Keeps a definition's own types while a concept holds them all. */
export function defineStatement<S, E extends Event>(definition: StatementDefinition<S, E>): StatementDefinition {
  return definition as unknown as StatementDefinition;
}

/** What falls due: commands that the node gives itself. */
export interface Due {
  readonly commandId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Who may read an event: `PUBLIC` ones stand in clear in the log `books`, for ever; of `SEALED` ones outsiders know that
 * they are there. A public event holds ids, codes, amounts and digests: no names of people, no free text.
 */
export type Disclosure = 'PUBLIC' | 'SEALED';

/** A file that lies in the vault. */
export interface VaultFile {
  readonly text: TextRef;
  readonly mediaType: string;
  /** True if everybody may have it. */
  readonly isPublic: boolean;
}

/** One concept of a node, with all its layers: a folder `src/<concept>/` of a subgraph. */
export interface Concept {
  readonly name: string;
  readonly policy: Policy;
  /** Who may read what is not for everybody and is not in the graph, by what is asked. */
  readonly reads?: Policy;
  /** Every type of event that its commands lead to; one that no concept of the node lists cannot be committed. */
  readonly events: Readonly<Record<string, Disclosure>>;
  /** How events that were written in an older form are read. */
  readonly upcasts?: Upcasts;
  readonly commands: readonly CommandDefinition[];
  readonly entities: readonly EntityDefinition[];
  readonly projections: readonly Projection[];
  readonly receives?: Readonly<Record<string, StatementDefinition>>;
  /** Called in the fold, when the event's own effects are in the views. */
  sends?(recorded: Recorded, read: Reader): readonly OutgoingStatement[];
  due?(read: Reader, now: Instant): readonly Due[];
  /** What of this concept waits for people. */
  readonly waiting?: readonly WaitingDefinition[];
  /** What of its entities can be found by words. */
  readonly searchable?: readonly Searchable[];
  /** Files that anybody may take, each the same for ever at a position of the journal. */
  readonly exports?: readonly ExportDefinition[];
  /** A file in the vault, as base64, by its id; undefined where there is none, or none for who asks. */
  files?(read: Reader, actor: Actor, id: Id): VaultFile | undefined;
  /** SDL of the concept; every type, field and argument described. */
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap<RequestContext>;
}
