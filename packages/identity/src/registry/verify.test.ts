import { isRejection } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { signStatement } from '../statements/sign.ts';
import type { StatementClaims } from '../statements/types.ts';
import { keysOf, MINUTE, NOW } from '../test-kit.ts';
import type { RegistryNode } from './types.ts';
import { verifySelfSignedRegistry } from './verify.ts';

const council = keysOf('council');
const cee = keysOf('cee');
const nodeOf = (id: string, kind: 'council' | 'gateway', keys: typeof council): RegistryNode => ({
  id,
  kind,
  name: id,
  status: 'authorised',
  endpoint: `https://${id}.example`,
  tokenKeys: [keys.tokens.publicJwk],
  statementKeys: [keys.statements.publicJwk],
});
const councilNode = nodeOf('council', 'council', council);
const ceeNode = nodeOf('cee', 'gateway', cee);
const registry = { epoch: 7, nodes: [councilNode, ceeNode] };
const claims: StatementClaims = {
  issuer: 'council',
  audience: '*',
  type: 'registry',
  id: 'council:registry:7',
  issuedAt: NOW,
  expiresAt: NOW + 10 * MINUTE,
  payload: registry,
};
const { kid } = council.statements.publicJwk;

test('a registry that its own council signed is read, with the key that signed it', async () => {
  expect(await verifySelfSignedRegistry(await signStatement(council, claims), NOW)).toEqual({
    registry,
    council: 'council',
    kid,
  });
});

test.each<[string, string, typeof council, Partial<StatementClaims>, number]>([
  ['signed by another node', 'statement-is-forged', cee, {}, NOW],
  ['said by another node', 'statement-issuer-is-unknown', cee, { issuer: 'cee' }, NOW],
  ['of the past', 'statement-is-expired', council, {}, NOW + 60 * MINUTE],
  ['of the future', 'statement-is-not-yet-valid', council, {}, NOW - 60 * MINUTE],
  ['said as something else', 'statement-is-of-another-kind', council, { type: 'greeting' }, NOW],
  ['for somebody else', 'statement-has-another-audience', council, { audience: 'cee' }, NOW],
  ['without a council', 'registry-is-malformed', council, { payload: { epoch: 7, nodes: [ceeNode] } }, NOW],
  ['that is none', 'registry-is-malformed', council, { payload: 'nodes' }, NOW],
  [
    'signed by a former key whose time is over',
    'statement-is-forged',
    council,
    {
      payload: {
        epoch: 7,
        nodes: [
          {
            ...councilNode,
            statementKeys: [cee.statements.publicJwk, council.statements.publicJwk],
            formerKeys: [{ kid, until: NOW }],
          },
        ],
      },
    },
    NOW,
  ],
])('a registry %s is refused with %s', async (_, code, keys, other, now) => {
  const read = await verifySelfSignedRegistry(await signStatement(keys, { ...claims, ...other }), now);
  expect(isRejection(read) ? read.code : read).toBe(code);
});

test.each(['', 'registry', 'a.b.c', '<html></html>', '\0'.repeat(2_000_000)])('%.20j is refused', async (text) => {
  expect(await verifySelfSignedRegistry(text, NOW)).toMatchObject({ code: 'statement-is-malformed' });
});
