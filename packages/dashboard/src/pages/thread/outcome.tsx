import { Link } from '../../components/link.tsx';
import { Amount, Day, Id, T, Who, Written } from '../../components/words.tsx';
import { largestFirst } from './branches.ts';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import type { Row } from './picture.tsx';
import type { Part } from './strand.ts';
import type { PaymentOfThreadFragment, ReceiptOfThreadFragment } from './thread.generated.ts';

const RECEIPTS_MAX = 8;

type Outcome = Pick<PaymentOfThreadFragment, 'amount' | 'receipts' | 'returned' | 'unspent'>;

/** What the team did with a payment: receipts, what came back, what is open. */
export function outcomeOf(payment: Outcome, asked: string | undefined): Row {
  const { returned, unspent, amount } = payment;
  const { shown, rest } = receiptsOf(payment);
  const isNothing = shown.length === 0 && minorOf(returned) === 0n;
  return {
    key: 'outcome',
    title: <T id="thread.outcome" />,
    body: (
      <p>
        <T id={isNothing ? 'thread.outcomeNone' : 'thread.outcomeText'} />
      </p>
    ),
    rows: [
      ...shown.map((one, index) => receiptRow(one, index, one.id === asked)),
      ...(rest.length > 0 && amount !== null
        ? [
            {
              key: 'receipts-further',
              title: (
                <T
                  id="thread.receiptsFurther"
                  count={rest.length}
                  amount={<Amount key="amount" of={moneyOf(sumMinor(rest.map((one) => one.amount)), amount)} />}
                />
              ),
            },
          ]
        : []),
      ...(minorOf(returned) > 0n && returned !== null ? [lineRow('returned', returned)] : []),
      ...(minorOf(unspent) > 0n && unspent !== null ? [lineRow('unspent', unspent)] : []),
    ],
  };
}

/** The same as parts of the thread, in the same order and with the same keys. */
export function outcomeParts(payment: Outcome): readonly Part[] {
  const { shown, rest } = receiptsOf(payment);
  const parts: readonly Part[] = [
    ...shown.map(
      ({ amount }, index): Part => ({ key: `receipt-${index + 1}`, minor: minorOf(amount), sign: 'direct' }),
    ),
    { key: 'receipts-further', minor: sumMinor(rest.map(({ amount }) => amount)), sign: 'direct' },
    { key: 'returned', minor: minorOf(payment.returned), sign: 'direct' },
    { key: 'unspent', minor: minorOf(payment.unspent), sign: 'rest' },
  ];
  return parts.filter(({ minor }) => minor > 0n);
}

function receiptsOf({ receipts }: Outcome) {
  const all = largestFirst(receipts ?? []);
  return { shown: all.slice(0, RECEIPTS_MAX), rest: all.slice(RECEIPTS_MAX) };
}

function receiptRow(
  { id, amount, about, spentOn, reportedBy, contentHash }: ReceiptOfThreadFragment,
  index: number,
  isAsked: boolean,
): Row {
  return {
    key: `receipt-${index + 1}`,
    isStart: isAsked,
    title: (
      <T
        id={isAsked ? 'thread.receiptThis' : 'thread.receipt'}
        amount={amount === null ? null : <Amount key="amount" of={amount} />}
      />
    ),
    body: (
      <>
        <blockquote>
          <Written text={about} />
        </blockquote>
        {spentOn !== null && (
          <p>
            <T id="thread.receiptText" day={<Day key="day" of={spentOn} />} who={<Who key="who" by={reportedBy} />} />
          </p>
        )}
        {contentHash !== null && (
          <p className="soft">
            <T id="thread.receiptHash" /> <Id of={contentHash} />
          </p>
        )}
        {!isAsked && (
          <p>
            <Link to={`/thread/${id}`}>
              <T id="thread.receiptLink" />
            </Link>
          </p>
        )}
      </>
    ),
  };
}

function lineRow(kind: 'returned' | 'unspent', amount: NonNullable<PaymentOfThreadFragment['returned']>): Row {
  return {
    key: kind,
    title: <T id={`thread.${kind}`} amount={<Amount key="amount" of={amount} />} />,
    body: (
      <p>
        <T id={`thread.${kind}Text`} />
      </p>
    ),
  };
}
