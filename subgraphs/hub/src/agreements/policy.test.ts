import { testWhoMay } from '@hubgraph/node/testing';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

/** Who may give each command; everybody else may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  SignAgreement: ['board-member'],
  'Receive:agreement-offered': ['node'],
  'Receive:agreement-in-force': ['node'],
  'Receive:agreement-ended': ['node'],
};

testWhoMay(policy, roles, ALLOWED);
