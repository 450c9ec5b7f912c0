import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  AdoptHubCharter: {
    allow: ['board-member'],
    because:
      '"Each Hub has a Hub Charter describing how its activities will advance the Movement Charter": its board adopts it.',
  },
};
