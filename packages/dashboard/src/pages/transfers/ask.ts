import type { GraphAnswer } from '../../graph/graph.ts';
import { missingNodes } from '../../graph/missing.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import type { Said } from '../statements/ask.ts';
import {
  HubTransfer,
  HubTransfers,
  type OpenTransfersFragment,
  SupportTransfer,
  SupportTransfers,
  type TransferLinesFragment,
  type TransferSideFragment,
} from './transfers.generated.ts';

export interface TransfersAndOpen {
  readonly transfers: TransferLinesFragment;
  readonly open: OpenTransfersFragment | null;
}

export async function transfersOf(
  { graph }: Visit,
  node: string,
  after: string | null,
): Promise<Said<TransfersAndOpen>> {
  if (node === SUPPORT_BOOKS) {
    const answer = await graph.ask(SupportTransfers, { after });
    return said(answer, answer.data?.supportTransfers, answer.data?.supportTransferExceptions);
  }
  const answer = await graph.ask(HubTransfers, { hub: node, after });
  return said(answer, answer.data?.hub?.transfers, answer.data?.hub?.transferExceptions);
}

function said(
  { errors }: GraphAnswer<unknown>,
  transfers: TransferLinesFragment | null | undefined,
  open: OpenTransfersFragment | null | undefined,
): Said<TransfersAndOpen> {
  const value = transfers == null ? null : { transfers, open: open ?? null };
  return { value, missing: missingNodes(errors), errors };
}

/** One end of a transfer, and where its node is; without either, the node does not know it. */
export interface Side {
  readonly transfer: TransferSideFragment | null;
  readonly endpoint: string | null;
}

/** A transfer as one node has it. What stands in the place of a value says nothing: the node does not know it, or is silent. */
export async function sideOf({ graph }: Visit, node: string, transfer: string): Promise<Said<Side>> {
  if (node === SUPPORT_BOOKS) {
    const { data, errors } = await graph.ask(SupportTransfer, { transfer });
    const missing = missingNodes(errors);
    const side = { transfer: data?.supportTransfer ?? null, endpoint: null };
    return { value: missing.length > 0 ? null : side, missing, errors };
  }
  const { data, errors } = await graph.ask(HubTransfer, { hub: node, transfer });
  const missing = missingNodes(errors);
  const side = data?.hub == null ? null : { transfer: data.hub.transfer, endpoint: data.hub.endpoint };
  return { value: missing.length > 0 && side?.transfer == null ? null : side, missing, errors };
}
