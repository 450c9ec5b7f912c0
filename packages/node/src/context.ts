import type { Accepted, Reader } from '@hubgraph/journal';
import type { Rejection } from '@hubgraph/kernel';
import type { Actor } from './actor.ts';
import type { RunningNode } from './node.ts';
import type { Permission } from './permission.ts';
import type { TextRef, TextSealer } from './texts.ts';

/** What every resolver gets: the node, its committed views, and who asks. */
export interface RequestContext {
  readonly node: RunningNode;
  readonly read: Reader;
  readonly actor: Actor;
  /** Reads a text from the vault; null where it was erased. */
  text(ref: TextRef): Promise<string | null>;
  /** Seals texts, decides the command, commits it. */
  act(request: ActRequest): Promise<Accepted | Rejection>;
  /**
   * Whether who asks may give this command now: decided on the committed state by the command's own code, and thrown
   * away. Texts are {@link NO_TEXT}, new ids {@link probeId}, amounts the least there are.
   */
  may(type: string, payload: Readonly<Record<string, unknown>>): Permission;
  /** As `may`, where one of several payloads is enough: the first that is accepted, or the first one's refusal. */
  mayWithOneOf(type: string, payloads: Iterable<Readonly<Record<string, unknown>>>): Permission;
}

export interface ActRequest {
  readonly type: string;
  /** What the client sent: with the key, it tells a repeated request from another one. */
  readonly input: { readonly idempotencyKey?: string | null | undefined };
  /** Makes the command's fields; `seal` gives the reference under which a text may enter the journal. */
  readonly payload: (tools: {
    readonly texts: TextSealer;
    readonly newId: (kind: string) => string;
    /** An id that does not tell when it was made. */
    readonly timelessId: (kind: string) => string;
  }) => Readonly<Record<string, unknown>> | Rejection;
}
