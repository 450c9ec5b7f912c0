import type { NodeKind } from '@hubgraph/identity';
import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { dayOf, type Id, type Instant } from '@hubgraph/kernel';
import type { Concept } from '../concept.ts';
import type { PersonState } from '../people/domain.ts';
import {
  type BeginMandate,
  decideBeginMandate,
  decideEndMandate,
  decideExpireMandate,
  decideSeatInOffice,
  type EndMandate,
  type ExpireMandate,
  type MandateLoaded,
  mandate,
  type SeatInOffice,
} from './domain.ts';
import { policy } from './policy.ts';
import { mandateResolvers } from './resolvers.ts';
import { mandateTypeDefs } from './schema.ts';
import { mandateInOffice, mandateList, mandateOf, mandatesDue, overlapping } from './views.ts';

/** Who is in office until when, at a node of this kind with these offices: roles that are held for a term, and why. */
export function mandatesConcept(kind: NodeKind, offices: Readonly<Record<string, string>>): Concept {
  const names = Object.keys(offices);
  return {
    name: 'mandates',
    policy,
    events: { SeatedInOffice: 'SEALED', MandateBegun: 'SEALED', MandateExpired: 'SEALED', MandateEnded: 'SEALED' },
    commands: [
      defineCommand<SeatInOffice, Parameters<typeof decideSeatInOffice>[1], Event>({
        type: 'SeatInOffice',
        load: (read, { person, office, from, to }) => ({
          person: read.entity<PersonState>('person', person),
          overlapping: overlapping(read, person, office, from, to),
        }),
        decide: (command, state) => decideSeatInOffice(command, state, names),
      }),
      defineCommand<EndMandate, MandateLoaded, Event>({ type: 'EndMandate', load, decide: decideEndMandate }),
      defineCommand<BeginMandate, MandateLoaded, Event>({ type: 'BeginMandate', load, decide: decideBeginMandate }),
      defineCommand<ExpireMandate, MandateLoaded, Event>({ type: 'ExpireMandate', load, decide: decideExpireMandate }),
    ],
    entities: [mandate],
    projections: [mandateList],
    due(read, now) {
      const { begin, expire } = mandatesDue(read, now);
      return [
        ...begin.map((id) => ({ commandId: `begin:${id}`, type: 'BeginMandate', payload: { mandate: id } })),
        ...expire.map((id) => ({ commandId: `expire:${id}`, type: 'ExpireMandate', payload: { mandate: id } })),
      ];
    },
    typeDefs: mandateTypeDefs(kind, offices),
    resolvers: mandateResolvers(kind),
  };
}

function load(read: Reader, { mandate: id, at }: { readonly mandate: Id; readonly at: Instant }): MandateLoaded {
  const found = mandateOf(read, id);
  return {
    mandate: found,
    holder: found && read.entity<PersonState>('person', found.holder),
    isContinued: found !== undefined && mandateInOffice(read, found.holder, found.office, dayOf(at), id) !== undefined,
  };
}
