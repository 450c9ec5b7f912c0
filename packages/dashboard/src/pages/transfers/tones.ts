import type { Tone } from '../../components/status.tsx';

/** Whether a transfer is on its way, at its good end, or ended with nothing moved. */
export function toneOf(status: string): Tone {
  if (status === 'BOOKED') return 'good';
  return ['REFUSED', 'VOIDED', 'EXPIRED'].includes(status) ? 'ended' : 'open';
}
