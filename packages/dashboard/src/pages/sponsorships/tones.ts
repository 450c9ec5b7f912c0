import type { Tone } from '../../components/status.tsx';

const TONES: Readonly<Record<string, Tone>> = {
  OFFERED: 'open',
  AGREED: 'open',
  ACTIVE: 'good',
  DECLINED: 'ended',
  ENDED: 'ended',
};

export function toneOfSponsorship(status: string): Tone {
  return TONES[status] ?? 'plain';
}
