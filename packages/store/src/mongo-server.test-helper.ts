import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MongoClient } from 'mongodb';

/** A server that speaks MongoDB's protocol, for tests. */
export interface MongoServer {
  /** What it is, for the output of the tests. */
  readonly name: string;
  readonly uri: string;
  /** True where tests may kill it: they started it. */
  readonly isOurs: boolean;
  /** Ends it at once, as a loss of power does for a process (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
  /** Removes databases that tests made. */
  drop(...databases: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const EMULATOR = join(import.meta.dirname, '../../../node_modules/.cache/nx-27017/bin/nx-27017');
const START_MS = 30_000;

type Found = { readonly given: string } | { readonly mongod: string } | { readonly emulator: string };

const found = ((): Found | undefined => {
  const { MONGODB_URI: given, PATH: path = '' } = process.env;
  if (given !== undefined && given !== '') return { given };
  const mongod = path
    .split(delimiter)
    .map((folder) => join(folder, 'mongod'))
    .find(isProgram);
  if (mongod !== undefined) return { mongod };
  return isProgram(EMULATOR) ? { emulator: EMULATOR } : undefined;
})();

/** True where there is a server to test with; `.ci/run mongodb` gets one. Where `CI` is set its lack is a failure. */
export const HAS_MONGO = found !== undefined;
if (!HAS_MONGO && process.env['CI']) {
  throw new Error('CI must have a server: MONGODB_URI, mongod on the path, or nx-27017 as .ci/run installs it.');
}

/** The server that `MONGODB_URI` names, else a new `mongod`, else the emulator; says which one. */
export async function startMongo(): Promise<MongoServer> {
  if (found === undefined) throw new Error('No server to start.');
  const server = 'given' in found ? await givenServer(found.given) : await OwnServer.start(found);
  console.log(`MongoDB's protocol is spoken by ${server.name}`);
  return server;
}

async function givenServer(uri: string): Promise<MongoServer> {
  const refuse = () => Promise.reject(new Error('This server is not ours to kill.'));
  const stop = () => Promise.resolve();
  return {
    name: `${await versionOf(uri)} at MONGODB_URI`,
    uri,
    isOurs: false,
    kill: refuse,
    restart: refuse,
    drop: (...databases) => drop(uri, databases),
    stop,
  };
}

class OwnServer implements MongoServer {
  readonly isOurs = true;
  readonly uri: string;
  name = '';
  readonly #program: Exclude<Found, { given: string }>;
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'hubgraph-mongo-'));
  #child: ChildProcess | undefined;

  private constructor(program: Exclude<Found, { given: string }>, port: number) {
    this.#program = program;
    this.#port = port;
    this.uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  }

  static async start(program: Exclude<Found, { given: string }>): Promise<OwnServer> {
    const server = new OwnServer(program, await freePort());
    await server.restart();
    server.name = await versionOf(server.uri);
    return server;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async restart(): Promise<void> {
    const folder = this.#folder;
    const port = String(this.#port);
    const isReal = 'mongod' in this.#program;
    this.#child =
      'mongod' in this.#program
        ? spawn(this.#program.mongod, ['--dbpath', folder, '--port', port, '--replSet', 'rs', '--quiet'], {
            stdio: 'ignore',
          })
        : spawn(
            this.#program.emulator,
            [
              '--data-dir',
              folder,
              '--port',
              port,
              '--log-file',
              join(folder, 'log'),
              '--pid-file',
              join(folder, 'pid'),
            ],
            { stdio: 'ignore' },
          );
    const until = Date.now() + START_MS;
    for (;;) {
      const isReady = await asking(this.uri, async (client) => {
        // A replica set of one; the second time it says that it is one already.
        if (isReal)
          await client
            .db('admin')
            .command({ replSetInitiate: {} })
            .catch(() => undefined);
        return (await client.db('admin').command({ hello: 1 }))['isWritablePrimary'] === true;
      }).catch(() => false);
      if (isReady) return;
      if (Date.now() > until || this.#child.exitCode !== null) throw new Error('The server did not start.');
    }
  }

  drop(...databases: readonly string[]): Promise<void> {
    return drop(this.uri, databases);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function versionOf(uri: string): Promise<string> {
  const info = await asking(uri, (client) => client.db('admin').command({ buildInfo: 1 }));
  const isEmulator = String(info['process'] ?? '').includes('nx_27017');
  return isEmulator ? `nx-27017, an emulator (it says MongoDB ${info['version']})` : `MongoDB ${info['version']}`;
}

async function drop(uri: string, databases: readonly string[]): Promise<void> {
  await asking(uri, async (client) => {
    for (const database of databases) await client.db(database).dropDatabase();
  });
}

async function asking<T>(uri: string, ask: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 500 });
  try {
    return await ask(await client.connect());
  } finally {
    await client.close();
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
