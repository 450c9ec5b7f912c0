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
  type Place,
  type Visible,
} from './journal.ts';
export type { Reader, Row, Value, Writer } from './views.ts';
