export { HAS_MONGO, type MongoServer, startMongo } from './mongo-server.test-helper.ts';
export { mongoStoreOver } from './mongo-store.ts';
export { type Concerns, ReplicaSet, STRICT } from './replica-set.test-helper.ts';
