export { type TransfersOptions, transfersConcept } from './concept.ts';
export type { ReceivedTransfer } from './receiving/domain.ts';
export type { PaidElsewhere, TransferStep, TransferView } from './transfers.ts';
