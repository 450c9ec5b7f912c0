import { defineCommand, type Reader } from '@hubgraph/journal';
import { type Concept, defineStatement, type Receive, sdl } from '@hubgraph/node';
import {
  type AgreementEvent,
  type AgreementState,
  agreement,
  decideSignAgreement,
  type SignAgreement,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { decideAgreementEnded, decideAgreementInForce, decideAgreementOffered } from './statements.ts';
import { agreementLists, agreementOf, waitingAgreements } from './views.ts';

interface Loaded {
  readonly agreement: AgreementState | undefined;
}

const from = ['trademark'];
const load = (read: Reader, { statement }: Receive): Loaded => ({ agreement: agreementOf(read, statement.about) });

export const agreements: Concept = {
  name: 'agreements',
  policy,
  events: {
    AgreementSigned: 'PUBLIC',
    AgreementEnteredIntoForce: 'PUBLIC',
    AgreementEnded: 'PUBLIC',
    AgreementOffered: 'PUBLIC',
  },
  commands: [
    defineCommand<SignAgreement, Loaded, AgreementEvent>({
      type: 'SignAgreement',
      load: (read, command) => ({ agreement: agreementOf(read, command.agreement) }),
      decide: decideSignAgreement,
    }),
  ],
  entities: [agreement],
  projections: [agreementLists],
  waiting: waitingAgreements,
  receives: {
    'agreement-offered': defineStatement<Loaded, AgreementEvent>({ from, load, decide: decideAgreementOffered }),
    'agreement-in-force': defineStatement<Loaded, AgreementEvent>({ from, load, decide: decideAgreementInForce }),
    'agreement-ended': defineStatement<Loaded, AgreementEvent>({ from, load, decide: decideAgreementEnded }),
  },
  sends({ event }, read) {
    const happened = event as AgreementEvent;
    if (happened.type !== 'AgreementSigned') return [];
    const signed = agreementOf(read, happened.agreement);
    if (signed === undefined) return [];
    const { agreement: about, issuer, hub, termsDigest, statement, openUntil } = signed;
    return [
      {
        audience: issuer,
        type: 'agreement-signed',
        about,
        payload: { agreement: about, hub, termsDigest },
        cites: [statement],
        expiresAt: openUntil,
      },
    ];
  },
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
