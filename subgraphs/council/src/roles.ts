/** Who may be what at the council's node. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  'community-member': 'Speaks for a community that wants to start a hub.',
  'council-member': 'Sits on the Global Council: proposes motions and votes on them.',
  secretary: 'Staff of the Basic Support System for the council: closes votes, records exchange rates.',
} as const;

/** The roles that are held for a term. The secretariat is employed by the Basic Support System. */
export const offices = {
  'council-member': '"The Movement Governance Document defines … the length of time someone can serve on the GC."',
} as const;
