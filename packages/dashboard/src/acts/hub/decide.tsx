import { Amount, Country, Purpose, T, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { formatMoney } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { type Field, moneyIn } from '../field.ts';
import { ApplicationForm, type ApplicationFormQuery, DecideApplication } from './grants.generated.ts';

type Application = NonNullable<ApplicationFormQuery['application']>;
type Fund = NonNullable<NonNullable<ApplicationFormQuery['hub']>['books']>['funds']['nodes'][number];

const OUTCOMES = ['AWARD', 'DECLINE'] as const;
const DRAW = 'draw ';

/** The fund committee decides, with a reason that everybody can read. */
export const decideApplication: ActDefinition = {
  name: 'decideApplication',
  async prepare(visit, id) {
    const node = homeOf(id);
    const { data } = await visit.graph.ask(ApplicationForm, { application: id, hub: node }, tokensOf(visit));
    const application = data?.application;
    if (application?.amount == null) return null;
    const { currency } = application.amount;
    const funds = (data?.hub?.books?.funds.nodes ?? []).filter((fund) => isUsable(fund, application.purpose));
    const draws = funds.map((fund): Field => {
      const available = fund.balances.find((balance) => balance.currency === currency)?.available;
      return {
        kind: 'amount',
        name: DRAW + fund.id,
        label: 'draw',
        hint: available === undefined ? 'drawNothing' : 'drawHint',
        values: {
          fund: fund.name ?? fund.code,
          available: available === undefined ? '' : formatMoney(visit.locale, available),
        },
        currency,
        isOptional: true,
      };
    });
    const only = funds.length === 1 ? funds[0] : undefined;
    return {
      node,
      permission: application.permissions?.decide ?? null,
      about: <AboutApplication of={application} />,
      fields: [
        {
          kind: 'choice',
          name: 'decision',
          label: 'decision',
          options: OUTCOMES.map((value) => ({ value, text: translate(visit.locale, `outcome.${value}`) })),
        },
        { kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 4_000 },
        ...draws,
      ],
      defaults: only === undefined ? {} : { [DRAW + only.id]: application.amount.decimal },
      back: `/grants/${id}`,
    };
  },
  async carryOut(visit, application, { values, fields, idempotencyKey }) {
    const decision = values['decision'] === 'AWARD' ? 'AWARD' : 'DECLINE';
    const drawn = Object.keys(values).filter((name) => name.startsWith(DRAW));
    const draws = drawn.map((name) => ({ fund: name.slice(DRAW.length), amount: moneyIn(fields, values, name) }));
    const input = { idempotencyKey, application, decision, reason: values['reason'] ?? '' } as const;
    const answer = await visit.graph.ask(
      DecideApplication,
      { input: decision === 'AWARD' ? { ...input, draws } : input },
      tokensOf(visit),
    );
    return outcomeOf(answer, answer.data?.decideApplication, ({ id }) => `/grants/${id}`);
  },
};

/** Open, and unrestricted or for this purpose. */
function isUsable({ status, purposes }: Fund, purpose: string | null): boolean {
  return status === 'OPEN' && (purposes === null || purposes.length === 0 || purposes.includes(purpose ?? ''));
}

function AboutApplication({ of }: { readonly of: Application }) {
  const { title, plan, amount, team, purpose, spentIn } = of;
  return (
    <>
      <p>
        <strong>
          <Written text={title} />
        </strong>
      </p>
      <p>
        <Written text={plan} />
      </p>
      <p>
        <T
          id="act.decideApplication.asks"
          team={<bdi key="team">{team?.name ?? team?.id}</bdi>}
          amount={amount === null ? '' : <Amount key="amount" of={amount} />}
          purpose={<Purpose key="purpose" code={purpose ?? ''} />}
          country={spentIn === null ? '' : <Country key="country" code={spentIn} />}
        />
      </p>
    </>
  );
}
