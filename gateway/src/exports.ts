import { Readable } from 'node:stream';
import {
  HubgraphError,
  isRejection,
  isSlug,
  type NetworkResponse,
  type Place,
  Places,
  type Rejection,
  reject,
  type World,
} from '@hubgraph/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RegistrySource } from './registry.ts';

/** How much of a file is held at a time. */
const PIECE_BYTES = 1_048_576;
/** A node makes a file before it sends the first piece of it, and says within a minute where that takes longer. */
const TIMEOUT_MS = 75_000;
const DOWNLOADS_MAX = 32;
const PORTION_BYTES = 65_536;
/** A download whose reader takes nothing for so long is ended; it can go on where it broke off. */
const IDLE_MS = 60_000;
const FILE = /^[a-z0-9][a-z0-9.-]{0,80}$/;
const POSITION = /^(latest|[1-9][0-9]{0,15})$/;
/** What the node says of a file and the gateway passes on. */
const PASSED_ON = ['etag', 'cache-control', 'repr-digest', 'content-disposition', 'content-type'] as const;

/**
 * The files of all nodes under one roof: `/exports/<node>` is the node's index, `/exports/<node>/<seq>/<file>` its file,
 * fetched in pieces of which one is held, and resumable by range as at the node itself.
 */
export function exportRoutes(app: FastifyInstance, world: World, registry: RegistrySource): void {
  const places = new Places(world, DOWNLOADS_MAX);
  const endpointOf = (node: string): string | undefined =>
    isSlug(node) ? registry.current?.nodes.find(({ id }) => id === node)?.endpoint : undefined;

  app.get('/exports/:node', async (request, reply) => {
    const { node } = request.params as { readonly node: string };
    const endpoint = endpointOf(node);
    if (endpoint === undefined) return refuse(reply, 404, reject('node-is-unknown', 'The registry has no such node.'));
    const answer = await fetchPiece(world, `${endpoint}/exports`, undefined);
    if (answer === undefined) return away(reply, node);
    return reply.status(answer.status).header('cache-control', 'no-cache').type('application/json').send(answer.body);
  });
  app.get('/exports/:node/:seq/:file', async (request, reply) => {
    const { node, seq, file } = request.params as Readonly<Record<'node' | 'seq' | 'file', string>>;
    const endpoint = endpointOf(node);
    if (endpoint === undefined || !POSITION.test(seq) || !FILE.test(file)) {
      return refuse(
        reply,
        404,
        reject('export-is-unknown', 'There is no such file; /exports/<node> lists those of a node.'),
      );
    }
    const place = places.take(request.ip, () => reply.raw.destroy());
    if (isRejection(place)) return refuse(reply, place.code === 'downloads-are-too-many' ? 429 : 503, place);
    reply.raw.once('close', () => place.free());
    return download({ world, url: `${endpoint}/exports/${seq}/${file}`, node, place }, request, reply);
  });
}

interface Download {
  readonly world: World;
  readonly url: string;
  readonly node: string;
  readonly place: Place;
}

async function download(
  { world, url, node, place }: Download,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = rangeIn(request);
  let from = asked?.from ?? 0;
  let first = await fetchPiece(world, url, from);
  const ifRange = request.headers['if-range'];
  if (first?.status === 206 && from > 0 && ifRange !== undefined && ifRange !== first.headers['etag']) {
    from = 0;
    first = await fetchPiece(world, url, from);
  }
  if (first === undefined) return away(reply, node);
  const { status, headers, body } = first;
  const { location, 'retry-after': retryAfter, 'content-range': range = '', etag = '' } = headers;
  if (status === 302 && location !== undefined) {
    return reply
      .header('cache-control', 'no-cache')
      .redirect(location.replace(/^\/exports\//, `/exports/${node}/`), 302);
  }
  const size = Number(/\/(\d+)$/.exec(range)?.[1] ?? Number.NaN);
  if (status !== 206 || !Number.isSafeInteger(size)) {
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    return reply
      .status(status >= 400 ? status : 502)
      .type('application/json')
      .send(body);
  }
  const isKnown = request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  for (const name of PASSED_ON) if (headers[name] !== undefined) void reply.header(name, headers[name]);
  void reply.header('accept-ranges', 'bytes');
  if (isKnown) return reply.status(304).send();
  const to = Math.min(asked !== undefined && from === asked.from ? asked.to : size, size);
  if (asked !== undefined && from === asked.from) {
    void reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${size}`);
  }
  void reply.header('content-length', to - from);
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  place.begin();
  const bytes = piecesOf(world, url, first, from, to);
  const pieces = Readable.from(
    patiently(world, place, bytes, () => pieces.destroy()),
    { highWaterMark: 1 },
  );
  return reply.send(pieces);
}

/** In portions that a slow reader takes in a minute; who does not gets no more. */
async function* patiently(
  world: World,
  place: Place,
  pieces: AsyncIterable<Uint8Array>,
  giveUp: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PORTION_BYTES) {
      const portion = piece.subarray(at, at + PORTION_BYTES);
      const cancel = world.clock.after(IDLE_MS, giveUp);
      try {
        yield portion;
      } finally {
        cancel();
      }
      place.took(portion.length);
    }
  }
}

/** The bytes from `from` up to `to`, piece by piece; each is of the same file, or the download breaks off. */
async function* piecesOf(
  world: World,
  url: string,
  first: NetworkResponse,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  let piece: NetworkResponse | undefined = first;
  for (let at = from; at < to; ) {
    if (piece?.status !== 206 || piece.headers['etag'] !== first.headers['etag'] || piece.body === '') {
      throw new HubgraphError('ERR_EXPORT_GONE', `${url} broke off at byte ${at}; asked for again, it goes on there.`);
    }
    const bytes = Buffer.from(piece.body, 'latin1').subarray(0, to - at);
    yield bytes;
    at += bytes.length;
    if (at < to) piece = await fetchPiece(world, url, at);
  }
}

/** A piece of a file from a byte on; undefined where the node does not answer. */
async function fetchPiece(world: World, url: string, from: number | undefined): Promise<NetworkResponse | undefined> {
  const range = from === undefined ? {} : { range: `bytes=${from}-${from + PIECE_BYTES - 1}` };
  try {
    return await world.network.request({
      url,
      method: 'GET',
      headers: { 'accept-encoding': 'identity', ...range },
      timeoutMs: TIMEOUT_MS,
      sizeBytesMax: PIECE_BYTES,
      encoding: 'latin1',
    });
  } catch {
    return undefined;
  }
}

/** A range from a byte on; all else is answered with the whole file, as RFC 9110 allows. */
function rangeIn(request: FastifyRequest): { readonly from: number; readonly to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(request.headers.range ?? '') ?? [];
  if (first === '' || (last !== '' && Number(last) < Number(first))) return undefined;
  return { from: Number(first), to: last === '' ? Number.POSITIVE_INFINITY : Number(last) + 1 };
}

function away(reply: FastifyReply, node: string): FastifyReply {
  return refuse(reply, 503, reject('node-does-not-answer', `${node} does not answer; ask again soon.`));
}

function refuse(reply: FastifyReply, status: number, { code, message }: Rejection): FastifyReply {
  if (status === 503 || status === 429) void reply.header('retry-after', 5);
  return reply.status(status).header('cache-control', 'no-cache').send({ code, message });
}
