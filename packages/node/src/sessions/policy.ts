import type { Policy } from '../policy.ts';

export const policy: Policy = {
  IssueSignInCode: {
    allow: ['operator', 'administrator'],
    because: 'A node knows its people through its administrators; whoever gets the code acts as the person.',
  },
  SignIn: {
    allow: ['person'],
    because: 'Whoever holds the code is the person whom it was issued for, whatever roles they have.',
  },
  SignOut: {
    allow: ['person'],
    because: 'Whoever holds a session’s secret may end the session.',
  },
  CloseSessions: {
    allow: ['operator', 'administrator'],
    because: 'A lost device or a mailbox that others read is reported to the administrators of the node.',
  },
  CloseOwnSessions: {
    allow: ['person'],
    because: 'Everybody may end their own sessions, on every device.',
  },
};
