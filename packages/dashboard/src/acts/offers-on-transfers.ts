import type { OfferedAct } from '../components/acts.tsx';
import type { Visit } from '../visit.tsx';
import { transferAt } from './hub/transfer.tsx';
import { transfersAt } from './hub/transfers.tsx';

/** Beside the transfers of a node. */
export async function offersAtTransfers(visit: Visit): Promise<readonly OfferedAct[]> {
  const about = visit.params['node'] ?? '';
  const here = await transfersAt(visit, about);
  return [
    { act: 'prepareTransfer', about, permission: here?.prepare },
    { act: 'setAcceptanceRule', about, permission: here?.setRule },
  ];
}

/** With a transfer: at the node of the address, and at the other end where somebody is signed in there. */
export async function offersOnTransfer(visit: Visit): Promise<readonly OfferedAct[]> {
  const { node = '', '*': id = '' } = visit.params;
  const here = await transferAt(visit, node, id);
  if (here === null) return [];
  const { peer } = here.transfer;
  const isKnownThere = visit.signedIn?.people.some((person) => person.node === peer) === true;
  const there = isKnownThere ? await transferAt(visit, peer, id) : null;
  return [...offersOf(node, here.transfer), ...(there === null ? [] : offersOf(peer, there.transfer))];
}

function offersOf(
  node: string,
  {
    id,
    end,
    isDisbursement,
    permissions,
    settlements,
  }: NonNullable<Awaited<ReturnType<typeof transferAt>>>['transfer'],
): readonly OfferedAct[] {
  const about = `${node} ${id}`;
  if (end === 'PAYEE') {
    return [
      { act: 'acceptTransfer', about, permission: permissions?.accept },
      { act: 'refuseTransfer', about, permission: permissions?.refuse },
      ...settlements
        .filter(({ status }) => status === 'STATED')
        .map((payment) => ({
          act: 'confirmSettlement',
          about: `${about} ${payment.id}`,
          permission: payment.permissions?.confirm,
          name: `${payment.amount.decimal} ${payment.amount.currency}`,
        })),
    ];
  }
  // A hub's part of an allocation is taken back where it was decided, and goes from bank to bank.
  if (isDisbursement) return [];
  return [
    { act: 'settleTransfer', about, permission: permissions?.settle },
    { act: 'cancelTransfer', about, permission: permissions?.cancel },
  ];
}
