import type { Tone } from '../../components/status.tsx';

/** How a status looks beside its word: open, settled, or ended. */
const TONES: Readonly<Record<string, Tone>> = {
  OPEN: 'open',
  PROPOSED: 'open',
  FORMED: 'open',
  OFFERED: 'open',
  PREPARED: 'open',
  AUTHORISED: 'good',
  RECOGNISED: 'good',
  AWARDED: 'good',
  ADOPTED: 'good',
  IN_FORCE: 'good',
  BOOKED: 'good',
  SUSPENDED: 'ended',
  DECLINED: 'ended',
  FAILED: 'ended',
  ENDED: 'ended',
  VOIDED: 'ended',
};

export function toneOf(status: string): Tone {
  return TONES[status] ?? 'plain';
}
