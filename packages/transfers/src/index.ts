export { type TransfersOptions, transfersConcept } from './concept.ts';
export { leafOf } from './leaf.ts';
export { decidePrepareTransfer, type PrepareState } from './paying/domain.ts';
export { CANCELLED, EXPIRED, expireReserved, voidReserved } from './paying/releasing.ts';
export {
  CONTRADICTIONS_MAX,
  decideAcceptTransfer,
  type Loaded as AcceptState,
  load as acceptStateOf,
  type ReceivedTransfer,
} from './receiving/domain.ts';
export type { BookRow, TransferBook } from './reconciliation/book.ts';
export { type Comparison, compareBooks } from './reconciliation/compare.ts';
export {
  checkQuestion,
  decodeQuestion,
  encodeQuestion,
  type ReconciliationQuestion,
} from './reconciliation/question.ts';
export { reconciliationTypeDefs } from './reconciliation/type-defs.ts';
export type { PaidElsewhere, TransferStep, TransferView } from './transfers.ts';
