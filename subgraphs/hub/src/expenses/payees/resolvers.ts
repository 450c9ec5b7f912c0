import { type Rejection, reject } from '@hubgraph/kernel';
import {
  answer,
  checkText,
  entityPage,
  type GraphQLResolverMap,
  NO_TEXT,
  type PageArguments,
  probeId,
  type RequestContext,
} from '@hubgraph/node';
import { madeIn } from '../../grants/values.ts';
import { ownHub, ownId } from '../../own-id.ts';
import { hasIban, isIban, type PayeeState, type PaymentMethod } from './domain.ts';
import { holdsOneOf, payeeOf, payeeOfPersonIn, readsAccount, readsName } from './views.ts';

interface DetailsInput {
  readonly idempotencyKey?: string | null;
  readonly name: string;
  readonly method: PaymentMethod;
  readonly account: string;
}
interface AddPayeeInput extends DetailsInput {
  readonly hub: string;
  readonly isSelf: boolean;
}
interface ChangePayeeInput extends DetailsInput {
  readonly payee: string;
}

const NAME_LENGTH_MAX = 140;
const ACCOUNT_LENGTH_MAX = 200;

/** A payee, or the id of one that there is not. */
type MaybePayee = Partial<PayeeState> & { readonly id: string };

const ANY_DETAILS = { name: NO_TEXT, method: 'OTHER', account: NO_TEXT };

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Hub: {
    payees: (_: unknown, page: PageArguments, { read, actor }) =>
      entityPage<PayeeState>(
        read,
        {
          kind: 'payee',
          isNewestFirst: true,
          where: holdsOneOf(actor, ['staff', 'treasurer', 'committee-member', 'board-member'])
            ? {}
            : { added_by: actor.kind === 'person' ? actor.name : '' },
        },
        page,
      ),
    payeeForMe(_: unknown, __: unknown, { read, actor }) {
      const own = payeeOfPersonIn(read, actor.name);
      return own === undefined ? null : (payeeOf(read, own) ?? null);
    },
  },
  HubPermissions: {
    addPayee: (_: unknown, __: unknown, { may }) =>
      may('AddPayee', { payee: probeId('payee'), isSelf: false, ...ANY_DETAILS }),
  },
  Mutation: {
    async addPayee(_: unknown, { input }: { input: AddPayeeInput }, context) {
      const { hub, isSelf, name, method } = input;
      const outcome = await context.act({
        type: 'AddPayee',
        input,
        payload({ texts, newId }) {
          const account = accountIn(input);
          return (
            ownHub(context, hub) ??
            checkDetails(input, account) ?? {
              payee: newId('payee'),
              isSelf,
              name: texts.seal(name),
              method,
              account: texts.seal(account),
              ...accountDigest(context, method, account),
            }
          );
        },
      });
      return answer(outcome, 'Payee', (accepted) => payeeOf(context.read, madeIn(accepted, 'payee')));
    },
    async changePayee(_: unknown, { input }: { input: ChangePayeeInput }, context) {
      const { payee, name, method } = input;
      const outcome = await context.act({
        type: 'ChangePayee',
        input,
        payload({ texts }) {
          const account = accountIn(input);
          return (
            ownId(context, payee, 'payee') ??
            checkDetails(input, account) ?? {
              payee,
              name: texts.seal(name),
              method,
              account: texts.seal(account),
              ...accountDigest(context, method, account),
            }
          );
        },
      });
      return answer(outcome, 'Payee', () => payeeOf(context.read, payee));
    },
  },
  Payee: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => payeeOf(read, id) ?? { id },
    name: (payee: MaybePayee, _: unknown, context) =>
      isKnown(payee) && readsName(context.actor, payee) ? context.text(payee.name) : null,
    method: (payee: MaybePayee, _: unknown, { actor }) =>
      isKnown(payee) && readsAccount(actor, payee) ? payee.method : null,
    account: (payee: MaybePayee, _: unknown, context) =>
      isKnown(payee) && readsAccount(context.actor, payee) ? context.text(payee.account) : null,
    isMe: (payee: MaybePayee, _: unknown, { actor }) =>
      isKnown(payee) ? actor.kind === 'person' && payee.person === actor.name : null,
    permissions: (payee: MaybePayee) => (isKnown(payee) ? payee : null),
  },
  PayeePermissions: {
    change: ({ id }: PayeeState, _: unknown, { may }) => may('ChangePayee', { payee: id, ...ANY_DETAILS }),
  },
};

function isKnown(payee: MaybePayee): payee is PayeeState {
  return payee.name !== undefined;
}

/** People write IBANs in groups of four. */
function accountIn({ method, account }: DetailsInput): string {
  return method === 'OTHER' ? account : account.replace(/[\s-]/g, '').toUpperCase();
}

/** Of what is a number alone: many are paid in cash, and are not one. */
function accountDigest({ node }: RequestContext, method: PaymentMethod, account: string): { accountDigest?: string } {
  return method === 'OTHER' ? {} : { accountDigest: node.pseudonym('payee-account', `${method} ${account}`) };
}

/** The account is looked at here, because the journal's decisions never see it. */
function checkDetails({ name, method }: DetailsInput, account: string): Rejection | undefined {
  const refusal = checkText('name', name, NAME_LENGTH_MAX) ?? checkText('account', account, ACCOUNT_LENGTH_MAX);
  if (refusal !== undefined) return refusal;
  if (method === 'OTHER' && hasIban(account)) {
    return reject('account-is-an-iban', 'There is an IBAN in it: choose IBAN as the way of paying.');
  }
  if (method === 'IBAN' && !isIban(account)) {
    return reject('iban-is-malformed', 'The check digits of this IBAN are wrong; copy it again from your bank.');
  }
  if (method === 'MOBILE_MONEY' && !/^\+[1-9]\d{6,14}$/.test(account)) {
    return reject(
      'wallet-number-is-malformed',
      'Give the number of the wallet with its country code, as +254700000000.',
    );
  }
  return undefined;
}
