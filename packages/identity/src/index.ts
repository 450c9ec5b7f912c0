export { type TokensByAudience, tokensByAudience } from './headers/by-audience.ts';
export { headersFor } from './headers/for-audience.ts';
export {
  type ReadTokensRejectionCode,
  type RequestHeaders,
  readTokens,
  TOKENS_COUNT_MAX,
  TOKENS_HEADER,
  TOKENS_SIZE_BYTES_MAX,
} from './headers/read.ts';
export { KEY_POSSESSION, type ProveKeyPossessionOptions, proveKeyPossession } from './key-possession/prove.ts';
export {
  type KeyPossession,
  type VerifyKeyPossessionOptions,
  verifyKeyPossession,
} from './key-possession/verify.ts';
export { signingKeyFromSeed } from './keys/from-seed.ts';
export { generateNodeKeys } from './keys/generate.ts';
export { adoptNextKeys, loadOrCreateNodeKeys, makeNewLogKeys, makeNextKeys } from './keys/load.ts';
export { parsePublicJwk } from './keys/parse-public.ts';
export { publicJwks } from './keys/public.ts';
export { thumbprint } from './keys/thumbprint.ts';
export type { FormerKey, KeyRole, LogRole, NodeKeys, PublicJwk, SigningKey, TrustedKeys } from './keys/types.ts';
export { logOriginOf, nextLogOrigin } from './log-keys/origin.ts';
export { type LogKeys, logKeysOf, ownVerifierKeysOf, signerKeyOf, signerKeysOf } from './log-keys/verifier-key.ts';
export { keyNamesOf, parseRegistry, REGISTRY_NODES_COUNT_MAX } from './registry/parse.ts';
export { FORMER_LOG_KEYS_COUNT_MAX, KEYS_COUNT_MAX } from './registry/parse-node.ts';
export { type Trust, trustFrom } from './registry/trust.ts';
export type {
  FormerKeyTime,
  FormerLogKey,
  HubKind,
  NodeKind,
  NodeStatus,
  Registry,
  RegistryNode,
} from './registry/types.ts';
export { type SelfSignedRegistry, verifySelfSignedRegistry } from './registry/verify.ts';
export { drawSignInCode, readSignInCode, SIGN_IN_CODE } from './sign-in/code.ts';
export { drawSessionSecret, isSessionSecret } from './sign-in/secret.ts';
export { statementDigest } from './statements/digest.ts';
export { signStatement } from './statements/sign.ts';
export {
  EVERYBODY,
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  STATEMENT_SIZE_BYTES_MAX,
  type Statement,
  type StatementClaims,
  type StatementRejectionCode,
} from './statements/types.ts';
export { type VerifyStatementOptions, verifyStatement } from './statements/verify.ts';
export { CLOCK_TOLERANCE_MS } from './time.ts';
export { type IssueTokenOptions, issueToken } from './tokens/issue.ts';
export { TOKEN_LIFETIME_MS_MAX, type TokenRejectionCode, type VerifiedToken } from './tokens/types.ts';
export { type VerifyTokenOptions, verifyToken } from './tokens/verify.ts';
