import { pathOfAct } from '../../acts/act.ts';
import { Refusal } from '../../acts/refusal.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Bare, Day, Moment, T, useText, Who } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { FileOfPaymentsFragment, HubBankQuery } from './bank.generated.ts';

type Files = NonNullable<NonNullable<HubBankQuery['hub']>['bank']>['paymentFiles'];

const TONES = { MADE: 'open', RELEASED: 'good', CANCELLED: 'ended' } as const;
const PAYMENT_TONES = { IN_FILE: 'open', SETTLED: 'good', RETURNED: 'ended', CANCELLED: 'ended' } as const;

/** What banks were or are to be told to pay, the newest first. */
export function PaymentFiles({ of: { nodes, totalCount } }: { readonly of: Files }) {
  return (
    <section>
      <h2>
        <T id="bank.files" />
      </h2>
      {nodes.length === 0 ? (
        <Empty>
          <p>
            <T id="bank.noFiles" />
          </p>
        </Empty>
      ) : (
        nodes.map((file) => <OneFile key={file.id} of={file} />)
      )}
      {totalCount > nodes.length && (
        <p className="soft">
          <T id="bank.olderFiles" count={totalCount - nodes.length} />
        </p>
      )}
    </section>
  );
}

function OneFile({ of }: { readonly of: FileOfPaymentsFragment }) {
  const text = useText();
  const { id, status, total, executionDay, payments, madeBy, madeAt, releasedBy, releasedAt, permissions } = of;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        <Amount of={total} />, <Day of={executionDay} />{' '}
        <Status area="bank.fileStatus" code={status} tone={TONES[status]} />
      </h3>
      <p>
        <T id="bank.madeBy" name={<Who key="who" by={madeBy} />} moment={<Moment key="moment" of={madeAt} />} />{' '}
        {releasedAt !== null && (
          <T
            id="bank.releasedBy"
            name={<Who key="who" by={releasedBy} />}
            moment={<Moment key="moment" of={releasedAt} />}
          />
        )}
      </p>
      {status === 'RELEASED' && (
        <p>
          <Link to={`/payment-files/${id}`} className="button">
            <T id="bank.download" />
          </Link>
        </p>
      )}
      {status === 'MADE' && (
        <>
          <p className="actions">
            {permissions.release.allowed && (
              <Link to={pathOfAct('releasePaymentFile')} query={{ about: id }} className="button button-main">
                <T id="act.releasePaymentFile.button" />
              </Link>
            )}
            {permissions.cancel.allowed && (
              <Link to={pathOfAct('cancelPaymentFile')} query={{ about: id }} className="button">
                <T id="act.cancelPaymentFile.button" />
              </Link>
            )}
          </p>
          {!permissions.release.allowed && (
            <Refusal code={permissions.release.code ?? ''} message={permissions.release.reason} />
          )}
        </>
      )}
      <Table
        caption={<T id="bank.payments" count={payments.length} />}
        label={`${text('bank.payments', { count: payments.length })}, ${id}`}
        columns={[
          { key: 'entry', title: <T id="bank.entry" /> },
          { key: 'status', title: <T id="books.status" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          { key: 'do', title: <T id="bank.do" />, isSaid: true },
        ]}
        rows={payments.map((payment, n) => ({
          key: payment.id,
          cells: [
            <Link key="entry" to={`/books/${homeOf(payment.entry)}/entries/${payment.entry}`}>
              <T id="expenses.entry" number={n + 1} />
            </Link>,
            <span key="status">
              <Status area="bank.paymentStatus" code={payment.status} tone={PAYMENT_TONES[payment.status]} />{' '}
              {payment.returnReason !== null && <bdi>{payment.returnReason}</bdi>}
            </span>,
            <Bare key="amount" of={payment.amount} />,
            payment.permissions.return.allowed && (
              <Link key="do" to={pathOfAct('returnPayment')} query={{ about: `${id} ${payment.id}` }}>
                <T id="act.returnPayment.button" />
              </Link>
            ),
          ],
        }))}
      />
    </section>
  );
}
