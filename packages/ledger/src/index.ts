export {
  type AccountDelta,
  addToAccount,
  addToFund,
  applyEntryLast,
  type EntryDeltas,
  emptyFundBalance,
  type FundDelta,
  type TotalsDelta,
} from './apply.ts';
export { Books } from './books.ts';
export {
  type ChartLine,
  dueFrom,
  dueTo,
  isMirroredPath,
  isMovementPath,
  isTradingPath,
  payable,
  STANDARD_CHART,
  typeOfPath,
} from './chart.ts';
export type {
  CloseAccount,
  ClosePeriod,
  ExpirePending,
  LedgerCommand,
  OpenAccount,
  PostEntry,
  PostPending,
  PrepareEntry,
  ReverseEntry,
  VoidPending,
} from './commands.ts';
export { exponentOf, isResourceCode, RESOURCE_EXPONENT_MAX, RESOURCE_KINDS, type ResourceKind } from './commodities.ts';
export { decide } from './decide.ts';
export { isSpentWhereAllowed } from './entries/check-books.ts';
export type {
  AccountClosed,
  AccountOpened,
  EntryEvent,
  EntryPosted,
  EntryPrepared,
  LedgerEvent,
  PendingExpired,
  PendingPosted,
  PendingResolved,
  PendingVoided,
  PeriodClosed,
} from './events.ts';
export { evolve } from './evolve.ts';
export { EXCHANGE_REJECTIONS, type Exchange, type ExchangeRejectionCode, exchangePostings } from './exchange.ts';
export { Found } from './found.ts';
export { BALANCE_MINOR_MAX, CITES_MAX, DAYS_AHEAD_MAX, POSTINGS_MAX } from './limits.ts';
export { countryUntold, decideLinked, SliceAhead } from './linked.ts';
export { Pairs } from './pairs.ts';
export { attributeInflow, attributeOutflow, POOL_PAIRS_MAX } from './pool/attribute.ts';
export { poolEntryOf } from './pool/from-ledger.ts';
export {
  type InflowTrace,
  MILLIONTHS,
  type PoolOutflow,
  type PoolSummary,
  summarisePool,
  traceInflow,
} from './pool/trace.ts';
export {
  type InflowUses,
  POOL_REJECTIONS,
  type PoolEntry,
  type PoolRejection,
  type PoolRejectionCode,
  type SourceShare,
  type UseShare,
} from './pool/types.ts';
export { LEDGER_REJECTIONS, type LedgerRejection, type LedgerRejectionCode } from './rejections.ts';
export type {
  Account,
  AccountLimit,
  AccountName,
  AccountStatus,
  AccountType,
  CostClass,
  Counterparty,
  Dimensions,
  Entry,
  EntryStatus,
  FundBalance,
  FundState,
  Posting,
  ResourceState,
  Slice,
} from './types.ts';
export { COST_CLASSES } from './types.ts';
export { type BooksToVerify, type Discrepancy, type DiscrepancyCode, verifyBooks } from './verify.ts';
