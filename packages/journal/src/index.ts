export {
  type Command,
  type CommandDefinition,
  defineCommand,
  defineEntity,
  type EntityDefinition,
  type Event,
  type Projection,
  type Recorded,
  type StageReleased,
} from './concept.ts';
export {
  type Accepted,
  type Authorise,
  type HandleOptions,
  Journal,
  type JournalOptions,
  leavesOfCommit,
  type Place,
  type Visible,
} from './journal.ts';
export { LEAF_BYTES_MAX, type LeavesOf, LOG_NAMES, type LogName, type LogReader, type TreeHead } from './log/types.ts';
export type { Upcast, Upcasts } from './upcast.ts';
export type { Reader, Row, Value, Writer } from './views.ts';
