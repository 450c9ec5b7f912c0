export { type Actor, anonymous, type HeldRole, operator, personActor } from './actor.ts';
export {
  type Concept,
  citesOwn,
  type Disclosure,
  type Due,
  defineStatement,
  type IncomingStatement,
  type OutgoingStatement,
  type Receive,
  type Said,
  type StatementDefinition,
  type VaultFile,
} from './concept.ts';
export { checkpointsPath, keysOf, type NodeConfig, openStore, type StoreConfig } from './config.ts';
export type { ActRequest, RequestContext } from './context.ts';
export { conceptsOf, disclosuresOf, foldsOf, type NodeDefinition } from './definition.ts';
export type { ExportDefinition, ExportSource } from './exports/definition.ts';
export { entityPage, type PageArguments } from './graphql/page.ts';
export type { GraphQLResolverMap } from './graphql/resolver-map.ts';
export { schemaOf, sdlOf } from './graphql/schema.ts';
export { commonTypeDefs, sdl } from './graphql/sdl.ts';
export {
  actorValue,
  answer,
  badInput,
  dateTime,
  type MoneyValue,
  moneyValue,
  PAGE_SIZE_MAX,
  pageSize,
  placeAfter,
  readMoney,
  refused,
} from './graphql/values.ts';
export type { DemoPerson } from './http/demo.ts';
export { type Log, type Served, serve } from './http/serve.ts';
export { keysProofId, NODE_KEYS_CHANGED } from './keys/rotation.ts';
export { logsOf, policyOf, policyTextOf } from './log/assignment.ts';
export { type LogVerifierKeys, readCheckpointsFile } from './log/checkpoints-file.ts';
export { evidenceAgainst } from './log/concept.ts';
export { decideEvidence, type LogEvidenceFound, type LogEvidenceState } from './log/domain.ts';
export {
  endedPath,
  type LostCheckpoints,
  lossPath,
  readEndedLogs,
  readLostCheckpoints,
  writeEndedLogs,
  writeLostCheckpoints,
} from './log/ended-file.ts';
export { LogMonitor, type LogView } from './log/monitor.ts';
export { RunningNode } from './node.ts';
export { holdersOf, oneHolderOf } from './people/concept.ts';
export type { PersonState, RoleGranted } from './people/domain.ts';
export { peoplePermissions } from './people/permissions.ts';
export { NO_TEXT, NONE_YET, type Permission, probeId, unusedWord } from './permission.ts';
export { authorise, type Policy, type RoleRule, type Rule } from './policy.ts';
export { registryOf } from './registry/concept.ts';
export { defineSearchable, type Searchable, type SearchDocument } from './search/searchable.ts';
export { tokenFor } from './sessions/tokens.ts';
export { type Delivery, type DeliveryStatus, deliveriesAbout, exceptions } from './statements/outbox.ts';
export { checkCitedTexts, checkText, ERASED, type TextRef, TextSealer } from './texts.ts';
export type { WaitingCandidate, WaitingDefinition, WaitingKind } from './waiting.ts';
