import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { realWorld } from './real-world.ts';
import type { NetworkRequest } from './world.ts';

const { network, disk, clock, random } = realWorld();

describe('the network', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function listening(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const call = (url: string, change: Partial<NetworkRequest> = {}) =>
    network.request({ url, method: 'GET', timeoutMs: 5_000, sizeBytesMax: 1_000, ...change });
  const code = (expected: string) => expect.objectContaining({ name: 'HubgraphError', code: expected });

  test('carries method, headers and body, and gives back status, headers and body', async () => {
    const url = await listening((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8');
      });
      request.on('end', () => {
        response.writeHead(418, {
          'x-seen': `${request.method} ${request.headers['x-sent']}`,
          'set-cookie': ['a', 'b'],
        });
        response.end(`got ${body}`);
      });
    });
    const answer = await call(url, { method: 'POST', headers: { 'x-sent': 'yes' }, body: 'čaj' });
    expect(answer).toMatchObject({ status: 418, body: 'got čaj' });
    expect(answer.headers).toMatchObject({ 'x-seen': 'POST yes', 'set-cookie': 'a, b' });
  });

  test('a character that is cut between two chunks arrives whole', async () => {
    const url = await listening((_, response) => {
      const bytes = Buffer.from('€');
      response.write(bytes.subarray(0, 1), () => response.end(bytes.subarray(1)));
    });
    expect((await call(url)).body).toBe('€');
  });

  test.each([500, 404, 301, 204])('status %s is an answer, never an error', async (status) => {
    const url = await listening(
      (_, response) => void response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await call(url)).toMatchObject({ status, body: '' });
  });

  test('a server that never answers is given up at the limit', async () => {
    const url = await listening(() => {});
    await expect(call(url, { timeoutMs: 40 })).rejects.toThrow(code('ERR_NETWORK_TIMEOUT'));
  });

  test('an answer is read that came while this process was busy beyond the limit; one that did not come is not waited for', async () => {
    const busy = (ms: number): void => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    };
    const url = await listening((request, response) => {
      if (request.url === '/never') return;
      response.end('x');
      // What was sent lies in the socket, unread.
      setImmediate(() => busy(500));
    });
    expect(await call(url, { timeoutMs: 450 })).toMatchObject({ body: 'x' });
    const never = call(`${url}/never`, { timeoutMs: 40 });
    setTimeout(() => busy(150), 5);
    const began = performance.now();
    await expect(never).rejects.toThrow(code('ERR_NETWORK_TIMEOUT'));
    expect(performance.now() - began).toBeGreaterThan(150);
  });

  test('the limit is on the whole exchange: an answer that never ends is given up too', async () => {
    const url = await listening((_, response) => {
      response.writeHead(200);
      const drip = (): void => void response.write('.', () => setImmediate(drip));
      response.on('error', () => {});
      drip();
    });
    await expect(call(url, { timeoutMs: 60, sizeBytesMax: 1e12 })).rejects.toThrow(code('ERR_NETWORK_TIMEOUT'));
  });

  test.each([
    [1_000, undefined],
    [1_001, 'ERR_NETWORK_TOO_LARGE'],
    [5_000_000, 'ERR_NETWORK_TOO_LARGE'],
  ])('%s bytes where 1000 are allowed: %s', async (sizeBytes, expected) => {
    const url = await listening((_, response) => void response.end(Buffer.alloc(sizeBytes, 97)));
    if (expected === undefined) expect((await call(url)).body).toHaveLength(sizeBytes);
    else await expect(call(url)).rejects.toThrow(code(expected));
  });

  test('an answer without an end is cut off at its size', async () => {
    const url = await listening((_, response) => {
      response.on('error', () => {});
      const more = (): void => void response.write(Buffer.alloc(64_000), () => setImmediate(more));
      more();
    });
    await expect(call(url)).rejects.toThrow(code('ERR_NETWORK_TOO_LARGE'));
  });

  test.each([
    ['nobody listens', () => 'http://127.0.0.1:1/'],
    ['the URL is none', () => 'no url'],
    ['the scheme is another', () => 'file:///etc/passwd'],
  ])('refused where %s', async (_, url) => {
    await expect(call(url())).rejects.toThrow(code('ERR_NETWORK_REFUSED'));
  });

  test.each<[string, RequestListener]>([
    ['before the answer', (request) => void request.socket.destroy()],
    [
      'in the middle of the answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
    ],
  ])('refused where the connection breaks %s', async (_, listener) => {
    await expect(call(await listening(listener))).rejects.toThrow(code('ERR_NETWORK_REFUSED'));
  });

  test('the caller may give up', async () => {
    const gone = new AbortController();
    const url = await listening(() => gone.abort());
    await expect(call(url, { signal: gone.signal })).rejects.toThrow(code('ERR_NETWORK_REFUSED'));
  });
});

describe('the disk', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hubgraph-kernel-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a file is written as a whole, replaces the one before, and leaves nothing beside it', () => {
    const path = join(folder, 'one', 'file');
    disk.makeFolder(join(folder, 'one'));
    disk.makeFolder(join(folder, 'one'));
    expect(disk.exists(path)).toBe(false);
    disk.writeAtomically(path, Buffer.from('a longer first text'));
    disk.writeAtomically(path, Buffer.from('second'));
    expect(Buffer.from(disk.read(path)).toString()).toBe('second');
    expect(readdirSync(join(folder, 'one'))).toEqual(['file']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    disk.remove(path);
    disk.remove(path);
    expect(disk.exists(path)).toBe(false);
  });

  test('what a crash left beside the file does not get into it', () => {
    const path = join(folder, 'two');
    writeFileSync(`${path}.new`, 'half of something much longer than the text');
    disk.writeAtomically(path, Buffer.from('text'));
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  test('a secret is readable by its owner only, also where a crash left a file that others could read', () => {
    const path = join(folder, 'secret');
    writeFileSync(`${path}.new`, '');
    chmodSync(`${path}.new`, 0o644);
    disk.writeAtomically(path, Buffer.from('secret'), { mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('where only a part can be written, the old file stays and the caller hears of it', () => {
    const path = join(folder, 'full');
    writeFileSync(path, 'old');
    const program = `
      import { realWorld } from ${JSON.stringify(join(import.meta.dirname, 'real-world.ts'))};
      realWorld().disk.writeAtomically(${JSON.stringify(path)}, Buffer.alloc(8192, 97));`;
    // A process that may write files of 1 or 2 KiB: the kernel writes as much and says how much, as on a full disk.
    const run = spawnSync(
      'bash',
      ['-c', 'ulimit -f 2; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    expect(readFileSync(path, 'utf8').slice(0, 10)).toBe('old');
    expect(run.status).not.toBe(0);
  });

  test('a folder that is not there is an error', () => {
    expect(() => disk.writeAtomically(join(folder, 'none', 'file'), Buffer.from('x'))).toThrow(/ENOENT/);
    expect(() => disk.read(join(folder, 'none'))).toThrow(/ENOENT/);
  });
});

test('a wait can be cancelled and is over once', async () => {
  let runs = 0;
  const cancel = clock.after(0, () => {
    runs += 100;
  });
  cancel();
  await new Promise<void>((resolve) => {
    clock.after(1, () => {
      runs += 1;
      resolve();
    });
  });
  expect(runs).toBe(1);
});

test('chance gives as many bytes as are asked for, and others each time', () => {
  expect(random.bytes(0)).toHaveLength(0);
  expect(random.bytes(16)).toHaveLength(16);
  expect(random.bytes(16)).not.toEqual(random.bytes(16));
});
