import type { NodeKind } from '@hubgraph/identity';
import type { Concept } from '../concept.ts';
import { type SessionEvent, session, sessionCommands, signInCode } from './domain.ts';
import { policy } from './policy.ts';
import { sessionResolvers } from './resolvers.ts';
import { sessionTypeDefs } from './schema.ts';

/** How the people of a node of this kind sign in at it, and for how long. */
export function sessionsConcept(kind: NodeKind): Concept {
  return {
    name: 'sessions',
    policy,
    events: {
      SignInCodeIssued: 'SEALED',
      SignInCodeWithdrawn: 'SEALED',
      SignedIn: 'SEALED',
      SignedOut: 'SEALED',
      SessionClosed: 'SEALED',
    },
    commands: sessionCommands,
    entities: [signInCode, session],
    projections: [
      {
        name: 'sessions',
        version: 1,
        schema: [
          'CREATE TABLE sign_in_code (id TEXT PRIMARY KEY, person TEXT NOT NULL, expires_at INTEGER NOT NULL, is_open INTEGER NOT NULL) STRICT, WITHOUT ROWID',
          'CREATE INDEX sign_in_code_of_person ON sign_in_code (person, is_open, expires_at)',
          'CREATE TABLE session (id TEXT PRIMARY KEY, secret_digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL, expires_at INTEGER NOT NULL, is_open INTEGER NOT NULL) STRICT, WITHOUT ROWID',
          'CREATE INDEX session_of_person ON session (person, is_open, expires_at)',
        ],
        fold({ event }, views) {
          const happened = event as SessionEvent;
          switch (happened.type) {
            case 'SignInCodeIssued':
              views.run(
                'INSERT INTO sign_in_code VALUES (?, ?, ?, 1)',
                happened.codeDigest,
                happened.person,
                happened.expiresAt,
              );
              break;
            case 'SignInCodeWithdrawn':
              views.run('UPDATE sign_in_code SET is_open = 0 WHERE id = ?', happened.codeDigest);
              break;
            case 'SignedIn':
              views.run('UPDATE sign_in_code SET is_open = 0 WHERE id = ?', happened.codeDigest);
              views.run(
                'INSERT INTO session VALUES (?, ?, ?, ?, 1)',
                happened.session,
                happened.secretDigest,
                happened.person,
                happened.expiresAt,
              );
              break;
            case 'SignedOut':
            case 'SessionClosed':
              views.run('UPDATE session SET is_open = 0 WHERE id = ?', happened.session);
              break;
          }
        },
      },
    ],
    typeDefs: sessionTypeDefs(kind),
    resolvers: sessionResolvers(kind),
  };
}
