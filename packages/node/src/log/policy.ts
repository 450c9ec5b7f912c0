import type { Policy } from '../policy.ts';

export const policy: Policy = {
  RecordLogEvidence: {
    allow: ['clock'],
    because: 'What contradicts itself under the signatures of its log is kept, whatever anybody thinks of it.',
  },
  BeginLogs: {
    allow: ['clock'],
    because: 'Whoever reads a log that began anew must be told what was before it; nobody decides on that.',
  },
};

export const receivePolicy: Policy = {
  'Receive:log-evidence': {
    allow: ['node'],
    because: 'Every node witnesses the logs of others, and the council keeps what they find.',
  },
};

export const reads: Policy = {
  ReadCasesLog: {
    allow: ['operator', 'administrator'],
    because: 'Outsiders see only the root of the cases: what happened, and to whom, is the node’s own business.',
  },
};
