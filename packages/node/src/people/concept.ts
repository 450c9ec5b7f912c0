import type { NodeKind } from '@hubgraph/identity';
import type { Reader } from '@hubgraph/journal';
import type { Concept } from '../concept.ts';
import { type PeopleEvent, peopleCommands, person } from './domain.ts';
import { policy } from './policy.ts';
import { peopleResolvers } from './resolvers.ts';
import { peopleTypeDefs } from './schema.ts';

/** The node's own users and their roles, at a node of this kind that has these roles; some are held by mandate. */
export function peopleConcept(
  kind: NodeKind,
  roles: Readonly<Record<string, string>>,
  offices: readonly string[],
): Concept {
  return {
    name: 'people',
    policy,
    events: { PersonAdded: 'SEALED', RoleGranted: 'SEALED', RoleRevoked: 'SEALED' },
    commands: peopleCommands(Object.keys(roles), offices),
    entities: [person],
    projections: [
      {
        name: 'people',
        version: 1,
        schema: [
          'CREATE TABLE person (id TEXT PRIMARY KEY, added_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID',
          'CREATE TABLE person_role (role TEXT NOT NULL, of TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (role, of, person)) STRICT, WITHOUT ROWID',
        ],
        fold({ event, seq }, views) {
          const happened = event as PeopleEvent;
          switch (happened.type) {
            case 'PersonAdded':
              views.run('INSERT INTO person VALUES (?, ?)', happened.person, seq);
              break;
            case 'RoleGranted':
              views.run('INSERT INTO person_role VALUES (?, ?, ?)', happened.role, happened.of ?? '', happened.person);
              break;
            case 'RoleRevoked':
              views.run(
                'DELETE FROM person_role WHERE role = ? AND of = ? AND person = ?',
                happened.role,
                happened.of ?? '',
                happened.person,
              );
              break;
          }
        },
      },
    ],
    typeDefs: peopleTypeDefs(kind, roles),
    resolvers: peopleResolvers(kind),
  };
}

/** The people who hold a role, for the whole node or for one thing. */
export function holdersOf(read: Reader, role: string, of = ''): readonly string[] {
  return read
    .rows('SELECT person FROM person_role WHERE role = ? AND of = ? ORDER BY person', role, of)
    .map((row) => String(row['person']));
}

/** A person who holds a role for the whole node, if possible another one than `but`. */
export function oneHolderOf(read: Reader, role: string, but: string): string | undefined {
  const other = read.row(
    "SELECT person FROM person_role WHERE role = ? AND of = '' AND person <> ? ORDER BY person LIMIT 1",
    role,
    but,
  );
  return other === undefined ? holdersOf(read, role)[0] : String(other['person']);
}
