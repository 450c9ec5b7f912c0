import { dayOf } from '@hubgraph/kernel';
import { T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { currencyName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locales.ts';
import { translate } from '../../i18n/translate.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Filled, outcomeOf, type Permission, type Prepared, tokensOf } from '../act.ts';
import { basisPointsOf, type Field } from '../field.ts';
import {
  OfferSponsorship,
  OfferTeamSponsorship,
  SponsorshipOffer,
  type SponsorshipOfferQuery,
} from './sponsorships.generated.ts';

type Team = NonNullable<SponsorshipOfferQuery['team']>;

/** The hub's board offers to hold a team's money. The subject is the team. */
export const offerSponsorship: ActDefinition = {
  name: 'offerSponsorship',
  async prepare(visit, id) {
    const team = await teamToOffer(visit, id);
    if (team === null) return null;
    return {
      ...{ node: homeOf(id), back: `/teams/${id}`, about: <AboutTeam of={team} /> },
      permission: team.permissions?.offerSponsorship ?? null,
      fields: [...terms(), ...before(visit, team, [team])],
      defaults: { fee: '5', from: dayOf(visit.now) },
    };
  },
  async carryOut(visit, team, filled) {
    const answer = await visit.graph.ask(OfferSponsorship, { input: { team, ...offered(filled) } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.offerSponsorship, ({ id }) => `/books/${homeOf(id)}/sponsorships/${id}`);
  },
};

/** A team with books of its own offers to hold another team's money. The subject is the team that would hold it. */
export const offerTeamSponsorship: ActDefinition = {
  name: 'offerTeamSponsorship',
  async prepare(visit, id): Promise<Prepared | null> {
    const sponsor = await teamToOffer(visit, id);
    if (sponsor === null) return null;
    const others = (sponsor.hub?.teams?.nodes ?? []).filter((one) => one.id !== id);
    return {
      ...{ node: homeOf(id), back: `/teams/${id}`, about: <AboutTeam of={sponsor} /> },
      permission: mayHold(sponsor),
      fields: [
        {
          kind: 'select',
          name: 'team',
          label: 'team',
          options: others.map((one) => ({ value: one.id, text: one.name ?? one.id })),
        },
        ...terms(),
        ...before(visit, sponsor, others),
      ],
      defaults: { fee: '5', from: dayOf(visit.now) },
    };
  },
  async carryOut(visit, sponsor, filled) {
    const input = { sponsor, team: filled.values['team'] ?? '', ...offered(filled) };
    const answer = await visit.graph.ask(OfferTeamSponsorship, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.offerTeamSponsorship, ({ id }) => `/books/${homeOf(id)}/sponsorships/${id}`);
  },
};

/**
 * Whether somebody may offer for this team. The graph answers for one team whose money it would be; asked for the team
 * itself it says no only because it is the same one, where somebody may for others.
 */
export function mayHold({ permissions }: Pick<Team, 'permissions'>): Permission | null {
  const asked = permissions?.offerTeamSponsorship ?? null;
  return asked?.code === 'sponsor-is-the-team' ? { allowed: true, code: null, reason: null } : asked;
}

/** Currencies of the world that people can choose from, those that are held first. */
export function currencyOptions(locale: Locale, held: readonly { readonly currency: string }[]) {
  const all = [...new Set([...held.map(({ currency }) => currency), ...Intl.supportedValuesOf('currency')])];
  return all.map((value) => ({ value, text: `${currencyName(locale, value)} (${value})` }));
}

async function teamToOffer(visit: Visit, team: string): Promise<Team | null> {
  const { data } = await visit.graph.ask(SponsorshipOffer, { team }, tokensOf(visit));
  return data?.team ?? null;
}

function terms(): Field[] {
  return [
    { kind: 'percent', name: 'fee', label: 'act.offerSponsorship.fee', hint: 'act.offerSponsorship.feeHint' },
    { kind: 'longText', name: 'terms', label: 'sponsorships.terms', lengthMax: 8_000 },
    { kind: 'day', name: 'from', label: 'act.offerSponsorship.from' },
  ];
}

/** What may go on: what another hub gave, and what has ended at this hub. */
function before(
  visit: Visit,
  { hub }: Team,
  teams: readonly {
    readonly name: string | null;
    readonly sponsorship: { readonly id: string; readonly status: string | null } | null;
  }[],
): Field[] {
  const arrived = (hub?.arrivedSponsorships ?? []).flatMap(({ sponsorship, from, isWhole, continuedBy }) =>
    sponsorship === null || isWhole !== true || continuedBy !== null
      ? []
      : [{ value: sponsorship, text: translate(visit.locale, 'sponsorships.arrivedFrom', { node: from ?? '' }) }],
  );
  const ended = teams.flatMap(({ name, sponsorship }) =>
    sponsorship?.status === 'ENDED' ? [{ value: sponsorship.id, text: name ?? sponsorship.id }] : [],
  );
  const options = [...arrived, ...ended];
  if (options.length === 0) return [];
  const texts = { label: 'act.offerSponsorship.continues', hint: 'act.offerSponsorship.continuesHint' };
  return [{ kind: 'select', name: 'continues', ...texts, isOptional: true, options }];
}

function offered({ values, idempotencyKey }: Filled) {
  const { fee = '0', terms: agreed = '', from = '', continues } = values;
  const options = continues === undefined ? {} : { continues };
  return { idempotencyKey, feeBasisPoints: basisPointsOf(fee), terms: agreed, from, ...options };
}

function AboutTeam({ of }: { readonly of: Team }) {
  return (
    <>
      <p>
        <strong>
          <Written text={of.name} />
        </strong>
      </p>
      <p>
        <T id="sponsorships.explained" />
      </p>
    </>
  );
}
