import type { Policy } from '@hubgraph/node';

const because =
  'The Basic Support System "creates trademark agreements with the Hubs to enable them to recognise new Teams"; the hub takes over what it states.';

export const policy: Policy = {
  SignAgreement: {
    allow: ['board-member'],
    because:
      '"Each Hub is expected to be a formally incorporated body, with a board": the board signs for the legal entity.',
  },
  'Receive:agreement-offered': { allow: ['node'], because },
  'Receive:agreement-in-force': { allow: ['node'], because },
  'Receive:agreement-ended': { allow: ['node'], because },
};
