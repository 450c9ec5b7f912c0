/** Who may be what at the fundraising node of the Basic Support System. */
export const roles = {
  administrator: 'Enters people and gives them their roles.',
  fundraiser: 'Opens campaigns and records the donations that they receive.',
  treasurer: 'Keeps the books of the Basic Support System: allocates by the framework in force and disburses.',
} as const;
