import type { PageDefinition } from '../../page.ts';
import { signOut as endSession } from '../../session/sessions.ts';
import { addressOf } from '../../visit.tsx';

/** Takes the form that ends a session; there is nothing to see here. */
export const signOut: PageDefinition = {
  path: '/sign-out',
  async show(visit) {
    return { redirect: addressOf(visit, visit.signedIn === null ? '/sign-in' : '/you') };
  },
  async submit(visit, { node }) {
    const ended = visit.sessions.filter((session) => session.node === node);
    // Where the node does not answer, the session ends with the cookie at least here.
    await Promise.all(ended.map((session) => endSession(visit.graph, session)));
    const sessions = visit.sessions.filter((session) => session.node !== node);
    return { redirect: addressOf(visit, sessions.length === 0 ? '/' : '/you'), sessions };
  },
};
