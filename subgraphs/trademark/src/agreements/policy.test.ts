import { testWhoMay } from '@hubgraph/node/testing';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

/** Who may give each command; everybody else may not. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  OfferAgreement: ['legal-officer'],
  EndAgreement: ['legal-officer'],
  'Receive:agreement-signed': ['node'],
};

testWhoMay(policy, roles, ALLOWED);
