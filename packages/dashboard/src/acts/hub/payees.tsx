import { T } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import { translate } from '../../i18n/translate.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { ChangePayee, PayeesOfHub, type PayeeToChangeFragment } from './rules.generated.ts';

const METHODS = ['IBAN', 'MOBILE_MONEY', 'OTHER'] as const;
/** Of a hundred payees each; whoever is not found in so many is not listed for who asks. */
const PAGES_MAX = 20;

/** Somebody says anew what they, or a supplier, are called and where their money goes. */
export const changePayee: ActDefinition = {
  name: 'changePayee',
  async prepare(visit, id) {
    const payee = await payeeFor(visit, id);
    if (payee === null) return null;
    return {
      node: homeOf(id),
      permission: payee.permissions?.change ?? null,
      about: (
        <p>
          <T id={payee.isMe ? 'act.changePayee.aboutMe' : 'act.changePayee.aboutOther'} />
        </p>
      ),
      fields: [
        { kind: 'text', name: 'name', label: 'expenses.field.payeeName', lengthMax: 140 },
        {
          kind: 'select',
          name: 'method',
          label: 'expenses.field.method',
          options: METHODS.map((value) => ({ value, text: translate(visit.locale, `expenses.method.${value}`) })),
        },
        {
          kind: 'text',
          name: 'account',
          label: 'expenses.field.account',
          hint: 'expenses.field.accountHint',
          lengthMax: 200,
        },
      ],
      defaults: { name: payee.name ?? '', method: payee.method ?? '', account: payee.account ?? '' },
      back: `/hubs/${homeOf(id)}/expenses`,
    };
  },
  async carryOut(visit, payee, { values, idempotencyKey }) {
    const { name = '', account = '' } = values;
    const method = METHODS.find((one) => one === values['method']) ?? 'OTHER';
    const input = { idempotencyKey, payee, name, method, account };
    const answer = await visit.graph.ask(ChangePayee, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.changePayee, () => `/hubs/${homeOf(payee)}/expenses`);
  },
};

async function payeeFor(visit: Visit, id: string): Promise<PayeeToChangeFragment | null> {
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { data }: Awaited<ReturnType<typeof ask>> = await ask(visit, homeOf(id), after);
    const hub = data?.hub;
    if (hub == null) return null;
    const found = [hub.payeeForMe, ...(hub.payees?.nodes ?? [])].find((one) => one?.id === id);
    if (found != null) return found;
    if (!hub.payees?.pageInfo.hasNextPage) return null;
    after = hub.payees.pageInfo.endCursor;
  }
  return null;
}

function ask(visit: Visit, hub: string, after: string | null) {
  return visit.graph.ask(PayeesOfHub, { hub, after }, tokensOf(visit));
}
