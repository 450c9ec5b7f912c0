import type { Policy } from '../policy.ts';

export const policy: Policy = {
  SeatInOffice: {
    allow: ['operator', 'administrator'],
    because:
      'Who was elected or appointed is entered by the administrators of the node, with the decision that says so.',
  },
  EndMandate: {
    allow: ['operator', 'administrator'],
    because: 'Whoever enters a mandate also enters its early end, with a reason that everybody can read.',
  },
  BeginMandate: { allow: ['clock'], because: 'A mandate begins with its first day, and nobody need remember it.' },
  ExpireMandate: { allow: ['clock'], because: 'Only time takes an office from whoever served its whole term.' },
};
