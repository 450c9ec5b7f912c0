import { type CommandDefinition, defineCommand, type Event, type Projection } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import type { Concept, Receive } from '../concept.ts';

/** Another node's verified statement, kept whole, so that anyone can check what this node relied on. */
export interface StatementReceived extends Event {
  readonly type: typeof STATEMENT_RECEIVED;
  readonly statement: string;
  readonly about: string;
  readonly issuer: string;
  readonly digest: string;
  readonly jws: string;
  readonly expiresAt: number;
}

/** The type of the event, which every node may commit. */
export const STATEMENT_RECEIVED = 'StatementReceived';

/** The command type under which a statement is decided upon. */
export function receiveType(statement: string): string {
  return `Receive:${statement}`;
}

export interface ReceiveVerified extends Receive {
  readonly jws: string;
}

/** One command for each type of statement that the concepts take; its commit holds the statement and what follows from it. */
export function receiveCommands(concepts: readonly Concept[]): CommandDefinition[] {
  return concepts.flatMap((concept) =>
    Object.entries(concept.receives ?? {}).map(([type, definition]) =>
      defineCommand<ReceiveVerified, unknown, Event>({
        type: receiveType(type),
        load: (read, command) => definition.load(read, command),
        decide(command, state) {
          const follows = definition.decide(command, state);
          if (isRejection(follows)) return follows;
          if (follows.length === 0 && definition.isKeptOnlyWithEffect === true) return [];
          const { statement, jws } = command;
          const received: StatementReceived = {
            type: STATEMENT_RECEIVED,
            statement: statement.type,
            about: statement.about,
            issuer: statement.issuer,
            digest: statement.digest,
            jws,
            expiresAt: statement.expiresAt,
          };
          return [received, ...follows];
        },
      }),
    ),
  );
}

/** Which statements were received, by digest. */
export const inboxProjection: Projection = {
  name: 'inbox',
  version: 1,
  schema: [
    `CREATE TABLE statement (digest TEXT PRIMARY KEY, issuer TEXT NOT NULL, type TEXT NOT NULL, about TEXT NOT NULL,
      jws TEXT NOT NULL, received_at INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX statement_about ON statement (about, type)',
  ],
  fold({ event, at, seq }, views) {
    if (event.type !== STATEMENT_RECEIVED) return;
    const { digest, issuer, statement, about, jws } = event as StatementReceived;
    views.run('INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?)', digest, issuer, statement, about, jws, at, seq);
  },
};
