import type { Tone } from '../../components/status.tsx';

/** How a status looks beside its word: open, settled, or ended. */
const TONES: Readonly<Record<string, Tone>> = {
  OPEN: 'open',
  PROPOSED: 'open',
  FORMED: 'open',
  OFFERED: 'open',
  PREPARED: 'open',
  SUBMITTED: 'open',
  INCOMPLETE: 'open',
  REVIEWED: 'open',
  APPROVED: 'open',
  PAID: 'good',
  RECEIPTED: 'good',
  AUTHORISED: 'good',
  RECOGNISED: 'good',
  AWARDED: 'good',
  ADOPTED: 'good',
  IN_FORCE: 'good',
  BOOKED: 'good',
  SUSPENDED: 'ended',
  REFUSED: 'ended',
  WITHDRAWN: 'ended',
  DECLINED: 'ended',
  FAILED: 'ended',
  ENDED: 'ended',
  VOIDED: 'ended',
};

export function toneOf(status: string): Tone {
  return TONES[status] ?? 'plain';
}
