import { Amount, T } from '../../components/words.tsx';
import { type ActDefinition, outcomeOf, tokensOf } from '../act.ts';
import { Shares } from '../council/frameworks.tsx';
import { moneyIn } from '../field.ts';
import { AllocateForm, AllocateFunds } from './fundraising.generated.ts';

/** ISO 4217, for a fund that holds nothing at all: there is nothing to allocate, and the node says so. */
const NO_CURRENCY = 'XXX';

/** The treasurer splits a fund's money among hubs, by the framework in force. The subject is the fund, then a currency. */
export const allocateFunds: ActDefinition = {
  name: 'allocateFunds',
  async prepare(visit, subject) {
    const [id = '', wanted] = subject.split(' ');
    const { data } = await visit.graph.ask(AllocateForm, { fund: id }, tokensOf(visit));
    const fund = data?.supportFund;
    if (fund == null) return null;
    const balance = fund.balances.find(({ currency }) => currency === wanted) ?? fund.balances[0];
    const currency = balance?.currency ?? wanted ?? NO_CURRENCY;
    const framework = data?.allocationFramework;
    return {
      node: 'fundraising',
      permission: data?.fundraisingPermissions?.allocateFunds ?? null,
      about: (
        <>
          <p>
            <T
              id="act.allocateFunds.available"
              fund={<bdi key="fund">{fund.name ?? fund.code}</bdi>}
              amount={balance === undefined ? '–' : <Amount key="amount" of={balance.available} />}
            />
          </p>
          {framework?.shares != null && (
            <>
              <p>
                <T id="act.allocateFunds.framework" version={<bdi key="version">{framework.version}</bdi>} />
              </p>
              <Shares of={framework.shares} />
            </>
          )}
        </>
      ),
      fields: [{ kind: 'amount', name: 'amount', label: 'amount', currency }],
      defaults: { amount: balance?.available.decimal ?? '' },
      back: '/you',
    };
  },
  async carryOut(visit, subject, { values, fields, idempotencyKey }) {
    const [fund = ''] = subject.split(' ');
    const input = { idempotencyKey, fund, amount: moneyIn(fields, values, 'amount') };
    const answer = await visit.graph.ask(AllocateFunds, { input }, tokensOf(visit));
    return outcomeOf(answer, answer.data?.allocateFunds, ({ id }) => `/thread/${id}`);
  },
};
