import { offersOnThread } from '../../acts/offers.ts';
import type { PageDefinition } from '../../page.ts';
import { notFound } from '../problem.tsx';
import { startOf } from './starts.tsx';

/** From any step of the way of money back to the vote and forward to the receipt. */
export const thread: PageDefinition = {
  path: '/thread/:id',
  offers: offersOnThread,
  async show(visit) {
    const id = visit.params['id'] ?? '';
    return startOf(id)?.(visit, id) ?? notFound(visit);
  },
};
