import { type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import type { DonationState } from '../campaigns/domain.ts';
import type { DisbursementState } from '../disbursements/domain.ts';
import { traceDonation } from './views.ts';

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Donation: {
    uses(donation: Partial<DonationState>, _: unknown, { read }) {
      if (!isKnown(donation)) return null;
      return traceDonation(read, donation).uses.flatMap(({ entry, amountMinor, basis }) => {
        const disbursement = read.entity<DisbursementState>('disbursement', entry);
        const amount = moneyValue({ amountMinor, currency: donation.currency });
        return disbursement === undefined ? [] : [{ amount, basis, disbursement }];
      });
    },
    remaining(donation: Partial<DonationState>, _: unknown, { read }) {
      if (!isKnown(donation)) return null;
      return moneyValue({ amountMinor: traceDonation(read, donation).remainingMinor, currency: donation.currency });
    },
  },
};

function isKnown(donation: Partial<DonationState>): donation is DonationState {
  return donation.seq !== undefined;
}
