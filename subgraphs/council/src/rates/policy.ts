import type { Policy } from '@hubgraph/node';

export const policy: Policy = {
  RecordRates: {
    allow: ['secretary'],
    because:
      'Exchange rates are recorded with their source and date, so that every converted figure can be computed again.',
  },
};
