import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, defineSearchable, sdl } from '@hubgraph/node';
import { decideStageImportBatch, decideTakeImportBatch, type Staging } from './batches.ts';
import {
  type CompleteImport,
  type DropImport,
  decideCompleteImport,
  decideDropImport,
  decideStartImport,
  grant,
  type ImportEvent,
  type ImportedGrant,
  importEntity,
  type StageImportBatch,
  type StartImport,
  type TakeImportBatch,
  upcasts,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { batchDigest, completionOf, grantList, importOf, importStaging, stagingOf, startOf } from './views.ts';

export const imports: Concept = {
  name: 'imports',
  policy,
  events: {
    ImportStarted: 'SEALED',
    ImportBatchTaken: 'SEALED',
    GrantImported: 'SEALED',
    ImportCompleted: 'PUBLIC',
    ImportDropped: 'PUBLIC',
    StageReleased: 'PUBLIC',
  },
  upcasts,
  commands: [
    defineCommand<StartImport, Parameters<typeof decideStartImport>[1], Event>({
      type: 'StartImport',
      load: startOf,
      decide: decideStartImport,
    }),
    defineCommand<TakeImportBatch, Staging, ImportEvent>({
      type: 'TakeImportBatch',
      load: (read, command) => stagingOf(read, command.import),
      decide: decideTakeImportBatch,
    }),
    defineCommand<StageImportBatch, Parameters<typeof decideStageImportBatch>[1], Event>({
      type: 'StageImportBatch',
      load: (read, command) => ({
        ...stagingOf(read, command.import),
        taken: batchDigest(read, command.import, command.batch),
      }),
      decide: decideStageImportBatch,
      stage: (command) => command.import,
    }),
    defineCommand<CompleteImport, Parameters<typeof decideCompleteImport>[1], Event>({
      type: 'CompleteImport',
      load: (read, command) => completionOf(read, command.import),
      decide: decideCompleteImport,
    }),
    defineCommand<DropImport, Parameters<typeof decideDropImport>[1], ImportEvent>({
      type: 'DropImport',
      load: (read, command) => ({ import: importOf(read, command.import) }),
      decide: decideDropImport,
    }),
  ],
  entities: [importEntity, grant],
  projections: [importStaging, grantList],
  searchable: [
    defineSearchable<ImportedGrant>({
      kind: 'GRANT',
      about: 'A grant from records of before; the id is that of the grant.',
      entity: 'grant',
      version: 1,
      document: ({ awardDay, title, description, recipientName }) => ({
        at: Date.parse(awardDay),
        title,
        texts: [description, recipientName].filter((text) => text !== undefined),
      }),
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
