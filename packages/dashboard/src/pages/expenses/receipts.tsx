import { SideBySide } from '../../components/entries.tsx';
import { Empty } from '../../components/notice.tsx';
import { Amount, Id, Moment, T, Written } from '../../components/words.tsx';
import type { ExpenseData } from './steps.tsx';

type Receipt = NonNullable<ExpenseData['receipts']>[number];

/** What was given as proof: what it is for, its file for those who may have it, and the digest by which it is checked. */
export function Receipts({ of }: { readonly of: ExpenseData }) {
  const receipts = of.receipts ?? [];
  if (receipts.length === 0) {
    return (
      <Empty>
        <p>
          <T id="expenses.noReceipts" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      {of.receipted !== null && (
        <p>
          <T id="expenses.receipted" amount={<Amount key="amount" of={of.receipted} />} />
        </p>
      )}
      <ul className="entries">
        {receipts.map((receipt) => (
          <li key={receipt.id} className="entry" id={receipt.id}>
            <One of={receipt} isForMe={of.approvals !== null} />
          </li>
        ))}
      </ul>
    </>
  );
}

function One({ of, isForMe }: { readonly of: Receipt; readonly isForMe: boolean }) {
  const { amount, about, attachedAt, contentHash } = of;
  return (
    <>
      <p className="entry-title">
        {amount === null ? (
          <T id="grants.receipt" />
        ) : (
          <T id="grants.receiptOf" amount={<Amount key="amount" of={amount} />} />
        )}
      </p>
      <SideBySide of={[attachedAt !== null && <Moment key="at" of={attachedAt} />]} />
      {isForMe && (
        <p className="entry-body">
          <Written text={about} />
        </p>
      )}
      {contentHash !== null && (
        <details className="more">
          <summary>
            <T id="grants.checkFile" />
          </summary>
          <p>
            <T id="expenses.checkFileText" />
          </p>
          <Id of={contentHash} />
        </details>
      )}
    </>
  );
}
