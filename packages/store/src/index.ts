export { lockFolder } from './lock-folder.ts';
export { openMongoStore } from './mongo-store.ts';
export type { Store, StoredCommit, Vault, VaultEntry } from './port.ts';
export { openSqliteStore } from './sqlite-store.ts';
