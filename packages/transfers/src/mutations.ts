import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { answer, type RequestContext, readMoney } from '@hubgraph/node';
import { type AcceptanceRule, ruleOf } from './acceptance/domain.ts';
import type { Settlement } from './settling/domain.ts';
import { type Elsewhere, transferOf } from './views.ts';

interface InputBase {
  readonly idempotencyKey?: string | null;
  /** Absent where the subgraph has one node only. */
  readonly hub?: string;
}
interface PrepareInput extends InputBase {
  readonly to: string;
  readonly fund: string;
  readonly amount: { readonly decimal: string; readonly currency: string };
  readonly purpose?: string | null;
}
interface TransferInput extends InputBase {
  readonly transfer: string;
}
interface AcceptInput extends TransferInput {
  readonly fund?: string | null;
}
interface RefuseInput extends TransferInput {
  readonly reasonCode: string;
}
interface SettleInput extends TransferInput {
  readonly amount: { readonly decimal: string; readonly currency: string };
  readonly day: string;
}
interface ConfirmInput extends InputBase {
  readonly settlement: string;
  readonly day: string;
}
interface RuleInput extends InputBase {
  readonly from: AcceptanceRule['from'];
  readonly nodes?: readonly string[] | null;
}

/** Before the refusals of the commands. */
export type TransferInputRejectionCode = 'id-is-of-another-hub';

type Resolver<Input> = (_: unknown, args: { readonly input: Input }, context: RequestContext) => Promise<object>;

/** The mutations of transfers, under whatever names a subgraph has for them. */
export function mutationsFor(elsewhere: Elsewhere): {
  readonly prepare: Resolver<PrepareInput>;
  readonly cancel: Resolver<TransferInput>;
  readonly accept: Resolver<AcceptInput>;
  readonly refuse: Resolver<RefuseInput>;
  readonly settle: Resolver<SettleInput>;
  readonly confirm: Resolver<ConfirmInput>;
  readonly setRule: Resolver<RuleInput>;
} {
  const on = async (
    type: string,
    input: TransferInput,
    more: Readonly<Record<string, unknown>>,
    context: RequestContext,
  ): Promise<object> => {
    const { transfer } = input;
    const outcome = await context.act({
      type,
      input,
      payload: () => checkHub(input, context) ?? { transfer, ...more },
    });
    return answer(outcome, 'Transfer', () => transferOf(context.read, transfer, elsewhere));
  };
  return {
    async prepare(_, { input }, context) {
      const { to, fund, amount, purpose } = input;
      const outcome = await context.act({
        type: 'PrepareTransfer',
        input,
        payload({ newId }) {
          const money = checkHub(input, context) ?? readMoney(amount);
          if (isRejection(money)) return money;
          return { transfer: newId('transfer'), to, fund, ...money, ...(purpose ? { purpose } : {}) };
        },
      });
      return answer(outcome, 'Transfer', ({ events }) =>
        transferOf(context.read, (events[0] as unknown as { readonly transfer: string }).transfer, elsewhere),
      );
    },
    cancel: (_, { input }, context) => on('CancelTransfer', input, {}, context),
    accept: (_, { input }, context) => on('AcceptTransfer', input, input.fund ? { fund: input.fund } : {}, context),
    refuse: (_, { input }, context) => on('RefuseTransfer', input, { reasonCode: input.reasonCode }, context),
    async settle(_, { input }, context) {
      const { transfer, amount, day } = input;
      const outcome = await context.act({
        type: 'SettleTransfer',
        input,
        payload({ newId }) {
          const money = checkHub(input, context) ?? readMoney(amount);
          return isRejection(money) ? money : { settlement: newId('settlement'), transfer, ...money, day };
        },
      });
      return answer(outcome, 'Transfer', () => transferOf(context.read, transfer, elsewhere));
    },
    async confirm(_, { input }, context) {
      const { settlement, day } = input;
      const outcome = await context.act({
        type: 'ConfirmSettlement',
        input,
        payload: () => checkHub(input, context) ?? { settlement, day },
      });
      return answer(outcome, 'Transfer', () => {
        const transfer = context.read.entity<Settlement>('settlement', settlement)?.transfer ?? '';
        return transferOf(context.read, transfer, elsewhere);
      });
    },
    async setRule(_, { input }, context) {
      const { from, nodes } = input;
      const outcome = await context.act({
        type: 'SetAcceptanceRule',
        input,
        payload: () => checkHub(input, context) ?? { from, nodes: nodes ?? [] },
      });
      return answer(outcome, 'AcceptanceRule', () => ruleOf(context.read));
    },
  };
}

/** Refuses what is meant for another hub's books. */
function checkHub({ hub }: InputBase, { node }: RequestContext): Rejection | undefined {
  if (hub === undefined || hub === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is the node of ${node.config.id}; ask the node of ${hub.slice(0, 80)}.`);
}
