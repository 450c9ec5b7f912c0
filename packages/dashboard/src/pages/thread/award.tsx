import { Link } from '../../components/link.tsx';
import { Amount, Day, T } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import { awardRow } from './award-row.tsx';
import { type Fork, forksOf } from './forks.tsx';
import { Forward } from './forward.tsx';
import { minorOf } from './money.ts';
import { HubName, TeamName } from './names.tsx';
import type { AwardOfThreadFragment, PaymentInListFragment } from './thread.generated.ts';
import { UsesTable } from './uses-table.tsx';

export interface AwardData extends AwardOfThreadFragment {
  readonly payments: readonly PaymentInListFragment[] | null;
}

/** From an award to its payments; each has a thread of its own, back to the vote. */
export function AwardThread({ of }: { readonly of: AwardData }) {
  const { id, amount, paid, unpaid, team, application, payments } = of;
  const hub = team?.hub;
  if (amount === null || hub == null) return null;
  const given = payments ?? [];
  const words = {
    amount: <Amount key="amount" of={amount} />,
    team: <TeamName key="team" of={team} />,
    hub: <HubName key="hub" of={hub} />,
    paid: paid === null ? null : <Amount key="paid" of={paid} />,
    count: given.length,
  };
  const { row, parts } = forksOf(
    given.map(paymentFork),
    unpaid === null
      ? []
      : [
          {
            minor: minorOf(unpaid),
            sign: 'rest',
            title: <T id="thread.unpaid" amount={<Amount key="amount" of={unpaid} />} />,
          },
        ],
    amount,
    { title: <T id="thread.whereTo" /> },
  );
  return (
    <Forward
      answer={
        <>
          <p className="answer">
            <T id={given.length === 0 ? 'thread.awardUnpaid' : 'thread.awardSaid'} {...words} />
          </p>
          {given.length === 0 && (
            <p>
              <T id="thread.awardUnpaidDo" />{' '}
              {application !== null && (
                <Link to={`/grants/${application.id}`}>
                  <T id="thread.grantLink" />
                </Link>
              )}
            </p>
          )}
        </>
      }
      ways={[]}
      rows={[{ ...awardRow(of), isStart: true }, row]}
      course={{ pools: [], trunk: ['award', 'award'], minor: minorOf(amount), after: parts }}
      table={
        <UsesTable
          whole={amount}
          uses={given.map((payment) => ({
            key: payment.id,
            to: (
              <Link to={`/thread/${payment.id}`}>
                <T id="thread.paymentLink" />
              </Link>
            ),
            day: payment.paidAt,
            amount: payment.amount,
            basis: null,
          }))}
          left={[{ key: 'unpaid', to: <T id="thread.lineunpaid" />, day: null, amount: unpaid, basis: null }]}
        />
      }
      ids={[...(application === null ? [] : [application.id]), id, ...given.slice(0, 8).map((one) => one.id)]}
    />
  );
}

function paymentFork({ id, amount, paidAt, receipts }: PaymentInListFragment): Fork {
  return {
    minor: minorOf(amount),
    sign: 'direct',
    title: <T id="thread.awardPayment" amount={amount === null ? null : <Amount key="amount" of={amount} />} />,
    body: (
      <p>
        {paidAt !== null && (
          <>
            <T
              id="thread.awardPaymentText"
              day={<Day key="day" of={dayOf(paidAt)} />}
              count={receipts?.length ?? 0}
            />{' '}
          </>
        )}
        <Link to={`/thread/${id}`}>
          <T id="thread.paymentLink" />
        </Link>
      </p>
    ),
  };
}
