import { SideBySide } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Amount, Id, Moment, T, Written } from '../../components/words.tsx';
import { formatSize } from '../../i18n/format.ts';
import { useVisit } from '../../visit.tsx';
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
  const { id, amount, about, attachedAt, contentHash, original, copy } = of;
  return (
    <>
      <p className="entry-title">
        {amount === null ? (
          <T id="grants.receipt" />
        ) : (
          <T id="grants.receiptOf" amount={<Amount key="amount" of={amount} />} />
        )}
      </p>
      <SideBySide
        of={[
          attachedAt !== null && <Moment of={attachedAt} />,
          original !== null && (
            <Link to={`/receipts/${id}`}>
              <FileWords id="expenses.file" of={original} />
            </Link>
          ),
          copy !== null && (
            <Link to={`/receipts/${id}`} query={{ copy: '1' }}>
              <FileWords id="expenses.copy" of={copy} />
            </Link>
          ),
          isForMe && original === null && <T id="expenses.hashOnly" />,
        ]}
      />
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

function FileWords({ id, of }: { readonly id: string; readonly of: NonNullable<Receipt['original']> }) {
  const { locale } = useVisit();
  const type = of.mediaType.split('/').at(-1)?.toUpperCase() ?? '';
  return <T id={id} type={<bdi key="type">{type}</bdi>} size={formatSize(locale, of.sizeBytes)} />;
}
