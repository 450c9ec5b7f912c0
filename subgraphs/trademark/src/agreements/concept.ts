import { defineCommand, type Reader, type Recorded } from '@hubgraph/journal';
import { type Concept, defineStatement, type OutgoingStatement, sdl } from '@hubgraph/node';
import {
  type AgreementEvent,
  type AgreementState,
  agreement,
  decideAgreementSigned,
  decideEndAgreement,
  decideOfferAgreement,
  type EndAgreement,
  type OfferAgreement,
} from './domain.ts';
import { policy } from './policy.ts';
import { isHubAuthorised } from './registry.ts';
import { resolvers } from './resolvers.ts';
import { agreementList, agreementOf, overlapping } from './views.ts';
import { waitingHubs } from './waiting.ts';

export const agreements: Concept = {
  name: 'agreements',
  policy,
  events: { AgreementOffered: 'PUBLIC', AgreementSigned: 'PUBLIC', AgreementEnded: 'PUBLIC' },
  commands: [
    defineCommand<OfferAgreement, Parameters<typeof decideOfferAgreement>[1], AgreementEvent>({
      type: 'OfferAgreement',
      load: (read, { hub, validFrom, validTo }) => ({
        isHubAuthorised: isHubAuthorised(read, hub),
        overlapping: overlapping(read, hub, validFrom, validTo),
      }),
      decide: decideOfferAgreement,
    }),
    defineCommand<EndAgreement, Parameters<typeof decideEndAgreement>[1], AgreementEvent>({
      type: 'EndAgreement',
      load: (read, command) => ({ agreement: agreementOf(read, command.agreement) }),
      decide: decideEndAgreement,
    }),
  ],
  entities: [agreement],
  projections: [agreementList],
  waiting: waitingHubs,
  receives: {
    'agreement-signed': defineStatement<Parameters<typeof decideAgreementSigned>[1], AgreementEvent>({
      from: ['hub'],
      load(read, { statement }) {
        const found = agreementOf(read, statement.about);
        return { agreement: found, isHubAuthorised: found !== undefined && isHubAuthorised(read, found.hub) };
      },
      decide: decideAgreementSigned,
    }),
  },
  sends: statementsOf,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** Tells the hub of each step. Nothing that is said of an agreement outlives its period. */
function statementsOf({ event }: Recorded, read: Reader): OutgoingStatement[] {
  const happened = event as AgreementEvent;
  switch (happened.type) {
    case 'AgreementOffered':
      return toHub(read, happened, (state) => ({ type: 'agreement-offered', payload: contentOf(state) }));
    case 'AgreementSigned': {
      const cites = [happened.statement];
      return toHub(read, happened, (state) => ({ type: 'agreement-in-force', payload: contentOf(state), cites }));
    }
    case 'AgreementEnded': {
      const payload = { agreement: happened.agreement, reasonDigest: happened.reason.digest };
      return toHub(read, happened, () => ({ type: 'agreement-ended', payload }));
    }
    default:
      return [];
  }
}

function toHub(
  read: Reader,
  { agreement: about }: AgreementEvent,
  says: (state: AgreementState) => Pick<OutgoingStatement, 'type' | 'payload' | 'cites'>,
): OutgoingStatement[] {
  const state = agreementOf(read, about);
  if (state === undefined) return [];
  return [{ ...says(state), audience: state.hub, about, expiresAt: Date.parse(`${state.validTo}T00:00:00Z`) }];
}

function contentOf({ id, hub, validFrom, validTo, terms }: AgreementState): OutgoingStatement['payload'] {
  return { agreement: id, hub, validFrom, validTo, termsDigest: terms.digest };
}
