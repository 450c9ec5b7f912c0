import { T, Who, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { countryName, currencyName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locales.ts';
import { isCurrency } from '../../i18n/sense.ts';
import { minorOf } from '../../money/sums.ts';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { countries } from '../countries.ts';
import { moneyIn } from '../field.ts';
import {
  ApplyForFunds,
  AssignCoach,
  FormTeam,
  RecogniseTeam,
  TeamForm,
  type TeamFormQuery,
  TeamsHub,
} from './teams.generated.ts';

type Team = NonNullable<TeamFormQuery['team']>;

/** Volunteers form a team; whoever does so leads it. */
export const formTeam: ActDefinition = {
  name: 'formTeam',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(TeamsHub, { hub: id }, tokensOf(visit));
    const hub = data?.hub;
    if (hub == null) return null;
    return {
      node: id,
      permission: hub.permissions?.formTeam ?? null,
      about: (
        <p>
          <T id="act.formTeam.about" hub={<bdi key="hub">{hub.name ?? id}</bdi>} />
        </p>
      ),
      fields: [
        { kind: 'text', name: 'name', label: 'name', lengthMax: 120 },
        { kind: 'longText', name: 'charter', label: 'charter', hint: 'charterHint', lengthMax: 400 },
      ],
      back: `/hubs/${id}`,
    };
  },
  async carryOut(visit, hub, { values: { name = '', charter = '' }, idempotencyKey }) {
    const answer = await visit.graph.ask(FormTeam, { input: { idempotencyKey, hub, name, charter } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.formTeam, ({ id }) => `/teams/${id}`);
  },
};

/** The hub recognises a team. */
export const recogniseTeam: ActDefinition = {
  name: 'recogniseTeam',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(TeamForm, { team: id }, tokensOf(visit));
    if (data?.team == null) return null;
    return {
      node: homeOf(id),
      permission: data.team.permissions?.recognise ?? null,
      about: <AboutTeam of={data.team} />,
      fields: [],
      back: `/teams/${id}`,
    };
  },
  async carryOut(visit, team, { idempotencyKey }) {
    const answer = await visit.graph.ask(RecogniseTeam, { input: { idempotencyKey, team } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.recogniseTeam, ({ id }) => `/teams/${id}`);
  },
};

/** A hub gives a team a coach, in the place of the one before. */
export const assignCoach: ActDefinition = {
  name: 'assignCoach',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(TeamForm, { team: id }, tokensOf(visit));
    if (data?.team == null) return null;
    const { coach, hub, permissions } = data.team;
    const others = (hub?.coaches ?? []).filter((one) => one.id !== coach?.id);
    return {
      node: homeOf(id),
      permission: permissions?.assignCoach ?? null,
      about: <AboutTeam of={data.team} />,
      fields: [
        {
          kind: 'choice',
          name: 'coach',
          label: 'coach',
          hint: others.length === 0 ? 'noCoach' : 'coachHint',
          options: others.map((one) => ({ value: one.id, text: one.name ?? one.id })),
        },
      ],
      back: `/teams/${id}`,
    };
  },
  async carryOut(visit, team, { values: { coach = '' }, idempotencyKey }) {
    const answer = await visit.graph.ask(AssignCoach, { input: { idempotencyKey, team, coach } }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.assignCoach, ({ id }) => `/teams/${id}`);
  },
};

/** A team asks its hub for project funds. */
export const applyForFunds: ActDefinition = {
  name: 'applyForFunds',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(TeamForm, { team: id }, tokensOf(visit));
    if (data?.team == null) return null;
    const { hub, permissions } = data.team;
    const currencies = currenciesOf(hub);
    return {
      node: homeOf(id),
      permission: permissions?.applyForFunds ?? null,
      about: <AboutTeam of={data.team} />,
      fields: [
        { kind: 'text', name: 'title', label: 'projectTitle', lengthMax: 200 },
        { kind: 'longText', name: 'plan', label: 'plan', hint: 'planHint', lengthMax: 10_000 },
        { kind: 'code', name: 'purpose', label: 'purpose', hint: 'purposeHint', lengthMax: 40 },
        {
          kind: 'select',
          name: 'currency',
          label: 'currency',
          hint: 'currencyHint',
          options: currencies.map((value) => ({ value, text: `${currencyName(visit.locale, value)} (${value})` })),
        },
        { kind: 'amount', name: 'amount', label: 'amount', currency: { chosenIn: 'currency' } },
        { kind: 'select', name: 'spentIn', label: 'spentIn', options: countryOptions(visit.locale) },
      ],
      defaults: { spentIn: hub?.country ?? '', currency: currencies[0] ?? '' },
      back: `/teams/${id}`,
    };
  },
  async carryOut(visit, team, { values, fields, idempotencyKey }) {
    const { title = '', plan = '', purpose = '', spentIn = '' } = values;
    const amount = moneyIn(fields, values, 'amount');
    const input = { idempotencyKey, team, title, plan, purpose, amount, spentIn };
    const answer = await visit.graph.ask(ApplyForFunds, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.applyForFunds, ({ id }) => `/grants/${id}`);
  },
};

/** The currencies in which the hub has something to give, then that of its books. */
function currenciesOf(hub: Team['hub']): readonly string[] {
  const balances = (hub?.books?.funds.nodes ?? []).flatMap((fund) => fund.balances);
  const held = balances.filter(({ available }) => minorOf(available) > 0n).map(({ currency }) => currency);
  return [...new Set([...held, hub?.currency].filter(isCurrency))];
}

/** Every country of ISO 3166-1, by its name in the reader's language. */
export function countryOptions(locale: Locale): readonly { readonly value: string; readonly text: string }[] {
  return countries
    .map((value) => ({ value, text: countryName(locale, value) }))
    .sort((one, other) => one.text.localeCompare(other.text, locale));
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
        <Written text={of.charter} />
      </p>
      <p className="soft">
        <T id="act.recogniseTeam.formedBy" name={<Who key="who" by={of.formedBy} />} />
      </p>
    </>
  );
}
