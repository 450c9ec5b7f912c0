/** How a transaction of IATI is booked: on which account, and on which side of it a positive value stands. */
export interface TransactionType {
  /** Below this account is one for each organisation at the other end, where the file gives its identifier. */
  readonly account: string;
  /** The account at the other side of the entry. */
  readonly against: string;
  /** 1 where a positive value debits the account, -1 where it credits it. */
  readonly side: 1n | -1n;
  /** Which organisation is at the other end. */
  readonly other: 'provider' | 'receiver';
}

const CASH = 'Assets:IATI:Cash';
/** What was promised is no money yet: it stands on two accounts of equity, and in no income and no spending. */
const PROMISES = 'Equity:IATI:Promises';

const coming = (account: string, against: string): TransactionType => ({
  account,
  against,
  side: -1n,
  other: 'provider',
});
const going = (account: string, against: string): TransactionType => ({
  account,
  against,
  side: 1n,
  other: 'receiver',
});

/**
 * By code of IATI's list TransactionType. Commitments and pledges, disbursements and expenditure are never added up
 * with each other. Loans, shares and guarantees (6, 8, 9, 10) say too little to be booked.
 * @see https://iatistandard.org/en/iati-standard/203/codelists/transactiontype/
 */
export const TRANSACTION_TYPES: ReadonlyMap<string, TransactionType | undefined> = new Map([
  ['1', coming('Income:IATI:Incoming-funds', CASH)],
  ['2', going('Equity:IATI:Outgoing-commitments', PROMISES)],
  ['3', going('Expenses:IATI:Disbursements', CASH)],
  ['4', going('Expenses:IATI:Expenditure', CASH)],
  ['5', going('Expenses:IATI:Interest', CASH)],
  ['6', undefined],
  ['7', going('Expenses:IATI:Reimbursements', CASH)],
  ['8', undefined],
  ['9', undefined],
  ['10', undefined],
  ['11', coming('Equity:IATI:Incoming-commitments', PROMISES)],
  ['12', going('Equity:IATI:Outgoing-pledges', PROMISES)],
  ['13', coming('Equity:IATI:Incoming-pledges', PROMISES)],
]);
