export { type FinanceCell, financeCells, type PositionCell, positionCells } from './finance/cells.ts';
export {
  commands as fundCommands,
  type Fund,
  type FundOpened,
  fund,
  fundCode,
  GENERAL_FUND,
  type OpenFund,
} from './funds/domain.ts';
export { keep } from './ledger/keep.ts';
export {
  accountOf,
  type EntryInBooks,
  entryOf,
  fundBalanceOf,
  fundBalancesOf,
  ledgerProjection,
  poolOf,
  readAccount,
  readEntry,
  sliceOf,
} from './ledger/views.ts';
