/** Who may be what at the trademark node of the Basic Support System. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  'legal-officer': 'Offers agreements to hubs and ends them, for the Basic Support System.',
} as const;
