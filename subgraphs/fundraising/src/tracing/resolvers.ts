import type { Reader } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import { type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import { GraphQLError } from 'graphql';
import type { DonationState } from '../campaigns/domain.ts';
import type { DisbursementState } from '../disbursements/domain.ts';
import { type DonationTrace, traceDonation } from './views.ts';

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Donation: {
    uses(donation: Partial<DonationState>, _: unknown, { read }) {
      if (!isKnown(donation)) return null;
      return traced(read, donation).uses.flatMap(({ entry, amountMinor, basis }) => {
        const disbursement = read.entity<DisbursementState>('disbursement', entry);
        const amount = moneyValue({ amountMinor, currency: donation.currency });
        return disbursement === undefined ? [] : [{ amount, basis, disbursement }];
      });
    },
    remaining(donation: Partial<DonationState>, _: unknown, { read }) {
      if (!isKnown(donation)) return null;
      return moneyValue({ amountMinor: traced(read, donation).remainingMinor, currency: donation.currency });
    },
  },
};

/** A fund that imported books overdrew cannot be traced: that costs these fields, never the whole answer. */
function traced(read: Reader, donation: DonationState): DonationTrace {
  const found = traceDonation(read, donation);
  if (!isRejection(found)) return found;
  const code = found.code.replaceAll('-', '_').toUpperCase();
  throw new GraphQLError(found.message, { extensions: { code, reason: found.code } });
}

function isKnown(donation: Partial<DonationState>): donation is DonationState {
  return donation.seq !== undefined;
}
