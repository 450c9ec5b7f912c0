/** Who may be what at the council's node. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  'community-member': 'Speaks for a community that wants to start a hub.',
  'council-member': 'Sits on the Global Council: proposes motions and votes on them.',
  secretary: 'Staff of the Basic Support System for the council: closes votes, records exchange rates.',
} as const;
