/** Who may be what at a hub's node. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  'board-member': 'Sits on the board of the hub: signs for the legal entity.',
  staff: 'Works for the hub: recognises teams, assigns coaches.',
  coach: 'Helps teams with facilitation and conflict resolution; decides nothing for them.',
  treasurer: 'Keeps the books: opens funds and accounts, posts entries, pays what was awarded.',
  'committee-member': 'Sits on the fund committee: decides applications, with a reason.',
  'team-lead': 'Speaks for one team: applies for funds, reports spending. Held for that team only.',
  'team-treasurer': 'Keeps the own books of one incorporated team: files them with the hub. Held for that team only.',
} as const;

/** The roles that are held for a term. Staff and coaches are employed, and a team's lead is the team's own matter. */
export const offices = {
  'board-member':
    '"a formally incorporated body, with a board drawn from and reflecting the diversity of the communities"',
  treasurer: `"'functionary' roles … that require special privilege access to data/tools, and have a 'term' for their role"`,
  'committee-member': `"Boards, and other 'functionary' roles (Fund committees, etc.) … for which they are personally responsible"`,
} as const;
