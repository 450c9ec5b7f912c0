import { entryOf } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { type Day, dayOf, type Id, type Rejection, reject } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  NO_TEXT,
  NONE_YET,
  type PageArguments,
  pageSize,
  probeId,
  type RequestContext,
} from '@hubgraph/node';
import type { BankAccountState } from '../bank/domain.ts';
import { plainNumber } from '../bank/lines.ts';
import { bankAccountOf } from '../bank/views.ts';
import { isIban, type PayeeDetails } from '../expenses/payees/domain.ts';
import { anyPayee, payeeOf } from '../expenses/payees/views.ts';
import { ownId } from '../own-id.ts';
import type { PaymentFileMade, PaymentFileState, PaymentOrderState } from './domain.ts';
import { bankText, painFile } from './pain.ts';
import { isSettled, payablesFrom, paymentFileOf, paymentOrderOf } from './views.ts';

const PAYABLE_TRIED_MAX = 10;

interface InputBase {
  readonly idempotencyKey?: string | null;
}
interface MakeInput extends InputBase {
  readonly bankAccount: Id;
  readonly executionDay: Day;
  readonly payments: readonly { readonly entry: Id; readonly payee: Id }[];
}
interface FileInput extends InputBase {
  readonly file: Id;
}
interface ReturnInput extends InputBase {
  readonly payment: Id;
  readonly returnReason: string;
}

/** In order of precedence; looked at here, because the journal's decisions never see what is in the vault. */
type DetailsRejectionCode =
  | 'bank-account-has-no-iban'
  | 'payee-has-no-iban'
  | 'payee-details-are-erased'
  | 'payee-name-is-not-latin';

export const resolvers: GraphQLResolverMap<RequestContext> = {
  HubBank: {
    paymentFiles: (_: unknown, page: PageArguments, { read }) =>
      entityPage<PaymentFileState>(read, { kind: 'payment-file', table: 'payment_file', isNewestFirst: true }, page),
    paymentFile: (_: unknown, { id }: { id: Id }, { read }) => paymentFileOf(read, id) ?? null,
  },
  BankAccount: {
    payable(account: BankAccountState, { first }: PageArguments, { read, node }) {
      const { currency } = account;
      return payablesFrom(read, account, node.world.clock.now(), pageSize(first)).map(
        ({ source, amountMinor, payee }) => ({
          entry: entryOf(read, source),
          amount: moneyValue({ amountMinor, currency }),
          payee: payee ?? null,
        }),
      );
    },
    permissions: (account: BankAccountState) => account,
  },
  BankAccountPermissions: {
    makePaymentFile(account: BankAccountState, _: unknown, context) {
      const now = context.node.world.clock.now();
      const common = { file: probeId('payment-file'), bankAccount: account.id, executionDay: dayOf(now) };
      const somebody = anyPayee(context.read) ?? NONE_YET;
      const ofEach = payablesFrom(context.read, account, now, PAYABLE_TRIED_MAX).map(
        ({ source, payee = somebody }) => ({
          ...common,
          payments: [{ payment: probeId('payment-order'), source, payee, name: NO_TEXT, account: NO_TEXT }],
        }),
      );
      return context.mayWithOneOf('MakePaymentFile', ofEach.length > 0 ? ofEach : [{ ...common, payments: [] }]);
    },
  },
  Mutation: {
    async makePaymentFile(_: unknown, { input }: { input: MakeInput }, context) {
      const { bankAccount, executionDay, payments } = input;
      const payees = new Map<Id, PayeeDetails>();
      for (const { payee } of payments) {
        const found = payeeOf(context.read, payee);
        if (found !== undefined) payees.set(payee, found);
      }
      const refusal = await checkDetails(bankAccount, payees, context);
      const outcome = await context.act({
        type: 'MakePaymentFile',
        input,
        payload: ({ newId }) =>
          ownId(context, bankAccount, 'bank-account') ??
          refusal ?? {
            file: newId('payment-file'),
            bankAccount,
            executionDay,
            payments: payments.map(({ entry: source, payee }) => {
              const { name, account } = payees.get(payee) ?? NOBODY;
              return { payment: newId('payment-order'), source, payee, name, account };
            }),
          },
      });
      return answer(outcome, 'PaymentFile', ({ events }) => paymentFileOf(context.read, madeIn(events)));
    },
    async releasePaymentFile(_: unknown, { input }: { input: FileInput }, context) {
      const { file } = input;
      const payload = () => ownId(context, file, 'payment-file') ?? { file };
      const outcome = await context.act({ type: 'ReleasePaymentFile', input, payload });
      return answer(outcome, 'PaymentFile', () => paymentFileOf(context.read, file));
    },
    async cancelPaymentFile(_: unknown, { input }: { input: FileInput }, context) {
      const { file } = input;
      const payload = () => ownId(context, file, 'payment-file') ?? { file };
      const outcome = await context.act({ type: 'CancelPaymentFile', input, payload });
      return answer(outcome, 'PaymentFile', () => paymentFileOf(context.read, file));
    },
    async returnPayment(_: unknown, { input }: { input: ReturnInput }, context) {
      const { payment, returnReason: reason } = input;
      const outcome = await context.act({
        type: 'ReturnPayment',
        input,
        payload: ({ texts }) =>
          ownId(context, payment, 'payment-order') ?? { payment, reason, note: texts.seal(reason.slice(0, 4)) },
      });
      return answer(outcome, 'PaymentOrder', () => paymentOrderOf(context.read, payment));
    },
  },
  PaymentFile: {
    payments: ({ payments }: PaymentFileState, _: unknown, { read }) =>
      payments.flatMap(({ payment }) => paymentOrderOf(read, payment) ?? []),
    total: ({ payments, currency }: PaymentFileState) =>
      moneyValue({ amountMinor: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n), currency }),
    madeAt: ({ madeAt }: PaymentFileState) => dateTime(madeAt),
    madeBy: ({ madeBy }: PaymentFileState, _: unknown, context) => actorValue(madeBy, context),
    releasedAt: ({ releasedAt }: PaymentFileState) => (releasedAt === undefined ? null : dateTime(releasedAt)),
    releasedBy: ({ releasedBy }: PaymentFileState, _: unknown, context) =>
      releasedBy === undefined ? null : actorValue(releasedBy, context),
    xml: (file: PaymentFileState, _: unknown, context) => (file.status === 'RELEASED' ? xmlOf(file, context) : null),
    permissions: (file: PaymentFileState) => file,
  },
  PaymentFilePermissions: {
    release: ({ id }: PaymentFileState, _: unknown, { may }) => may('ReleasePaymentFile', { file: id }),
    cancel: ({ id }: PaymentFileState, _: unknown, { may }) => may('CancelPaymentFile', { file: id }),
  },
  PaymentOrder: {
    status: (payment: PaymentOrderState, _: unknown, { read }) =>
      payment.status === 'IN_FILE' && isSettled(read, payment) ? 'SETTLED' : payment.status,
    amount: ({ amountMinor, currency }: PaymentOrderState) => moneyValue({ amountMinor, currency }),
    returnReason: ({ reason }: PaymentOrderState) => reason ?? null,
    permissions: (payment: PaymentOrderState) => payment,
  },
  PaymentOrderPermissions: {
    return: ({ id }: PaymentOrderState, _: unknown, { may }) =>
      may('ReturnPayment', { payment: id, reason: 'NARR', note: NO_TEXT }),
  },
};

/** In the place of details of a payee that there is not; the command is refused. */
const NOBODY = { name: { key: '', digest: '' }, account: { key: '', digest: '' } };

async function checkDetails(
  bankAccount: Id,
  payees: ReadonlyMap<Id, PayeeDetails>,
  context: RequestContext,
): Promise<Rejection | undefined> {
  const refuse = (code: DetailsRejectionCode, message: string) => reject(code, message);
  const account = bankAccountOf(context.read, bankAccount);
  if (account === undefined) return undefined;
  if (!isIban(plainNumber((await context.text(account.number)) ?? ''))) {
    return refuse('bank-account-has-no-iban', 'Payment files are made for accounts that have an IBAN.');
  }
  for (const [id, { method, name, account: number }] of payees) {
    if (method !== 'IBAN') return refuse('payee-has-no-iban', `${id} is not paid by IBAN; pay them in another way.`);
    const [payee, iban] = [await context.text(name), await context.text(number)];
    if (payee === null || iban === null) return refuse('payee-details-are-erased', `The details of ${id} were erased.`);
    if (bankText(payee) === undefined) {
      return refuse('payee-name-is-not-latin', `Write the name of ${id} in Latin letters, as their bank does.`);
    }
  }
  return undefined;
}

async function xmlOf(file: PaymentFileState, context: RequestContext): Promise<string | null> {
  const { node, read } = context;
  const account = bankAccountOf(read, file.bankAccount);
  const debtorIban = account === undefined ? null : await context.text(account.number);
  if (debtorIban === null) return null;
  const payments: { payment: Id; name: string; iban: string; amountMinor: bigint }[] = [];
  for (const { payment, name: nameRef, account: accountRef, amountMinor } of file.payments) {
    const [name, iban] = [await context.text(nameRef), await context.text(accountRef)];
    if (name === null || iban === null) return null;
    payments.push({ payment, name, iban: plainNumber(iban), amountMinor });
  }
  const { id, madeAt, executionDay, currency } = file;
  const debtorName = node.nodeInRegistry(node.config.id)?.name ?? node.config.id;
  const facts = { file: id, madeAt, executionDay, currency, debtorName, debtorIban: plainNumber(debtorIban) };
  return painFile({ ...facts, payments });
}

function madeIn(events: readonly Event[]): Id {
  return (events as readonly PaymentFileMade[]).find(({ type }) => type === 'PaymentFileMade')?.file ?? '';
}
