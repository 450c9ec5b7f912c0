import type { Policy } from '@hubgraph/node';

const OWN = { role: 'team-lead', of: 'team' } as const;
const OWN_BOOKS = { role: 'team-treasurer', of: 'team' } as const;
const because =
  'The books are the team’s own; the hub’s treasurer, who answers for its totals, may file what the team sends.';

export const policy: Policy = {
  RecordIncorporation: {
    allow: ['treasurer', OWN],
    because: 'The team says that it is a legal entity; the hub’s treasurer may, since the totals rest on it.',
  },
  EndTeamBooks: {
    allow: ['treasurer'],
    because: 'From then on nothing of the team is missing in the totals: that is for the hub’s treasurer to say.',
  },
  StartTeamFiling: { allow: ['treasurer', OWN, OWN_BOOKS], because },
  TakeTeamFilingBatch: { allow: ['treasurer', OWN, OWN_BOOKS], because },
  CompleteTeamFiling: { allow: ['treasurer', OWN, OWN_BOOKS], because },
  DropTeamFiling: { allow: ['treasurer', OWN, OWN_BOOKS], because },
};
