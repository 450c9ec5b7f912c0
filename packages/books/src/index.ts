export { type BooksOptions, booksConcept } from './concept.ts';
export {
  cellsOfRows,
  ELIMINATED,
  FINANCE_DETAILS,
  type FiledBooks,
  type FinanceCell,
  type FinanceDetail,
  type FinanceMonth,
  financeCells,
  type MissingBooks,
  monthLength,
  type PositionCell,
  positionCells,
} from './finance/cells.ts';
export {
  decodeFinanceId,
  encodeFinanceId,
  type FinanceIdRejectionCode,
  type FinanceQuestion,
} from './finance/movement-finance-id.ts';
export { figureOfLine, SHEET_LINES, type Sheet, type SheetCell } from './finance/sheets.ts';
export { financeTypeDefs } from './finance/type-defs.ts';
export {
  commands as fundCommands,
  type Fund,
  type FundOpened,
  fund,
  fundCode,
  GENERAL_FUND,
  type OpenFund,
} from './funds/domain.ts';
export { fundByCode, someFunds } from './funds/views.ts';
export { isOwnEntry } from './ledger/domain.ts';
export { IS_MONEY } from './ledger/is-money.ts';
export { keep } from './ledger/keep.ts';
export { refuseKept } from './ledger/kept-accounts.ts';
export {
  accountOf,
  closedBefore,
  debitsIn,
  type EntryInBooks,
  entryOf,
  fundBalanceOf,
  fundBalancesOf,
  fundHistory,
  fundsWithMoney,
  ledgerProjection,
  poolOf,
  readAccount,
  readEntry,
  sliceOf,
  UNKNOWN,
} from './ledger/views.ts';

export { amountValue, resourceOf } from './resources/views.ts';
