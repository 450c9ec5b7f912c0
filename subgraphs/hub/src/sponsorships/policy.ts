import type { Policy } from '@hubgraph/node';

const TEAMS_MONEY = 'It is the team’s money: whoever leads the team speaks for it.';

export const policy: Policy = {
  OfferSponsorship: {
    allow: ['board-member'],
    because: 'The board signs for the legal entity that will hold the money.',
  },
  AcceptSponsorship: { allow: [{ role: 'team-lead', of: 'team' }], because: TEAMS_MONEY },
  ApproveExpenseForTeam: { allow: [{ role: 'team-lead', of: 'team' }], because: TEAMS_MONEY },
  BookSponsoredIncome: { allow: ['treasurer'], because: 'The treasurer keeps the books and sees what came in.' },
  OfferTeamSponsorship: {
    allow: [{ role: 'team-lead', of: 'sponsor' }],
    because: 'Whoever leads the team that would hold the money speaks for it.',
  },
  ConsentToSponsorship: {
    allow: ['board-member', 'treasurer'],
    because: '"Teams are recognised and supported by a Hub": its totals rest on the books of who holds the money.',
  },
  DeclineSponsorship: {
    allow: ['board-member', 'treasurer', { role: 'team-lead', of: 'team' }, { role: 'team-lead', of: 'sponsor' }],
    because: 'It needs the word of all; each may say no.',
  },
  DirectPayment: { allow: [{ role: 'team-lead', of: 'team' }], because: TEAMS_MONEY },
  AnswerDirection: {
    allow: [
      { role: 'team-lead', of: 'sponsor' },
      { role: 'team-treasurer', of: 'sponsor' },
    ],
    because: 'Whoever keeps the books of the sponsoring team knows what it paid.',
  },
  'Receive:sponsorship-moved': { allow: ['node'], because: 'A sponsor tells the next one what it gives.' },
  EndSponsorship: {
    allow: ['board-member', { role: 'team-lead', of: 'team' }, { role: 'team-lead', of: 'sponsor' }],
    because: 'Either side may end it; the money stays the team’s.',
  },
};
