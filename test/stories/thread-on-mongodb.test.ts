import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openMongoStore } from '@hubgraph/store';
import { HAS_MONGO, type MongoServer, startMongo } from '@hubgraph/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, heads, seeded, settled, world } from '../federation/fixture.test-helper.ts';
import { threadStory } from './thread.test-suite.ts';

describe.skipIf(!HAS_MONGO)(
  'on MongoDB’s protocol, a database for each node [skipped without a MongoDB server]',
  () => {
    let server: MongoServer;
    let fixture: Fixture;
    const databaseOf = (id: string): string => `hubgraph_story_${process.pid}_${id}`;
    beforeAll(async () => {
      server = await startMongo();
      fixture = await seeded(2, {
        storeOf: (id) => ({ kind: 'mongodb', uri: server.uri, database: databaseOf(id) }),
      });
      await settled(fixture.movement);
    });
    afterAll(async () => {
      await fixture?.end();
      await server.stop();
    });

    threadStory(() => fixture);

    test('every commit of every node is there, and in no file', async () => {
      for (const [id, head] of Object.entries(await heads(fixture.movement))) {
        const store = await openMongoStore(world, { uri: server.uri, database: databaseOf(id), node: id });
        const commits = await store.range(1, 10_000);
        await store.close();
        expect(commits.length).toBeGreaterThanOrEqual(Math.max(1, head));
        expect(existsSync(join(fixture.folder, id, 'journal.db'))).toBe(false);
        expect(existsSync(join(fixture.folder, id, 'views.db'))).toBe(true);
      }
    });
  },
);
