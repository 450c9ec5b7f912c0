/** Who may be what at a hub's node. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  'board-member': 'Sits on the board of the hub: signs for the legal entity.',
  staff: 'Works for the hub: recognises teams, assigns coaches.',
  coach: 'Helps teams with facilitation and conflict resolution; decides nothing for them.',
  treasurer: 'Keeps the books: opens funds and accounts, posts entries, pays what was awarded.',
  'committee-member': 'Sits on the fund committee: decides applications, with a reason.',
  'team-lead': 'Speaks for one team: applies for funds, reports spending. Held for that team only.',
} as const;
