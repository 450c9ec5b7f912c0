import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { isRejection, Places, type Rejection, reject } from '@hubgraph/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExportDefinition, MadeExport } from '../exports/definition.ts';
import type { RunningNode } from '../node.ts';

const YEAR_S = 31_536_000;
const DECIMAL = /^[1-9][0-9]{0,15}$/;
/** How many downloads go on at the same time. */
const DOWNLOADS_MAX = 32;
/** A download whose reader takes nothing for so long is ended; it can go on where it broke off. */
const IDLE_MS = 60_000;
const RETRY_S = 5;

/**
 * The node's books and grants as files: `/exports` and `/exports/<seq>` list them, `/exports/<seq>/<file>` is the same
 * bytes for ever, `/exports/latest/<file>` leads to the newest.
 * @see RFC 9110 for ranges and entity tags, RFC 9530 for `repr-digest`
 */
export function exportRoutes(app: FastifyInstance, node: RunningNode): void {
  const places = new Places(node.world, DOWNLOADS_MAX);
  app.get('/exports', (_request, reply) => sendIndex(node, node.journal.position, reply));
  app.get('/exports/:seq', async (request, reply) => {
    const seq = await seqIn(node, request);
    return isRejection(seq) ? refuse(reply, seq) : sendIndex(node, seq, reply);
  });
  // HEAD comes with it: fastify answers it with the headers alone.
  app.get('/exports/:seq/:file', async (request, reply) => {
    const { seq: text, file } = request.params as { readonly seq: string; readonly file: string };
    const definition = node.exports.definition(file);
    if (definition === undefined) {
      return refuse(reply, reject('export-is-unknown', `There is no file ${file.slice(0, 80)}; /exports lists them.`));
    }
    if (text === 'latest') {
      const path = `/exports/${node.journal.position}/${file}`;
      return reply.header('cache-control', 'no-cache').redirect(path, 302);
    }
    const seq = await seqIn(node, request);
    if (isRejection(seq)) return refuse(reply, seq);
    const place = places.take(request.ip, () => reply.raw.destroy());
    if (isRejection(place)) return refuse(reply, place);
    reply.raw.once('close', () => place.free());
    const made = await node.exports.get(seq, definition);
    if (isRejection(made)) return refuse(reply, made);
    place.begin();
    return send(node, definition, made, request, reply, (bytes) => place.took(bytes));
  });
}

function sendIndex(node: RunningNode, seq: number, reply: FastifyReply): FastifyReply {
  const path = (file: string): string => `/exports/${seq}/${file}`;
  const files = node.exports.definitions.map(({ file, contentType, about, dictionary, hasTexts }) => {
    const made = node.exports.made(seq, file);
    return {
      file,
      path: path(file),
      about,
      contentType,
      dictionary: dictionary === undefined ? null : path(dictionary),
      changesWhenTextsAreErased: hasTexts,
      sizeBytes: made?.sizeBytes ?? null,
      sha256: made?.sha256 ?? null,
    };
  });
  return reply.header('cache-control', 'no-cache').send({ node: node.config.id, seq, files });
}

async function seqIn(node: RunningNode, request: FastifyRequest): Promise<number | Rejection> {
  const { seq: text } = request.params as { readonly seq: string };
  const seq = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seq)) {
    return reject('position-is-malformed', 'A position is a whole number from 1, as in /exports/1234.');
  }
  if (await node.hasReached(seq)) return seq;
  return reject('position-is-not-reached', `The journal stands at ${node.journal.position} here.`);
}

function send(
  node: RunningNode,
  { contentType, hasTexts, file }: ExportDefinition,
  made: MadeExport,
  request: FastifyRequest,
  reply: FastifyReply,
  took: (bytes: number) => void,
): FastifyReply {
  const { sizeBytes, sha256, seq } = made;
  const range = rangeIn(request, made);
  const isPacked = range === undefined && acceptsGzip(request);
  const tag = isPacked ? `"${sha256}.gz"` : `"${sha256}"`;
  const caching = hasTexts ? 'no-cache' : `max-age=${YEAR_S}, immutable`;
  void reply
    .header('etag', tag)
    .header('cache-control', `public, ${caching}`)
    .header('vary', 'accept-encoding')
    .header('accept-ranges', 'bytes')
    .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
    .header('content-disposition', `attachment; filename="${node.config.id}-${seq}-${file}"`)
    .type(contentType);
  if (isKnown(request.headers['if-none-match'], sha256)) return reply.status(304).send();
  if (range === 'unsatisfiable') {
    void reply.removeHeader('content-disposition').header('content-range', `bytes */${sizeBytes}`);
    return refuse(reply, reject('range-is-unsatisfiable', `The file has ${sizeBytes} bytes.`));
  }
  const { from, to } = range ?? { from: 0, to: sizeBytes };
  if (range !== undefined) void reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${sizeBytes}`);
  if (isPacked) void reply.header('content-encoding', 'gzip').removeHeader('repr-digest');
  else void reply.header('content-length', to - from);
  // Nothing at all would be counted, and its length sent instead of the file's.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  const stream = Readable.from(patiently(node, made, from, to, { took, giveUp: () => stream.destroy() }), {
    highWaterMark: 1,
  });
  return reply.send(isPacked ? stream.pipe(createGzip()) : stream);
}

/** The bytes of a file; who does not take the next piece for a minute gets no more. */
async function* patiently(
  node: RunningNode,
  made: MadeExport,
  from: number,
  to: number,
  { took, giveUp }: { readonly took: (bytes: number) => void; readonly giveUp: () => void },
): AsyncGenerator<Uint8Array> {
  for (const bytes of node.exports.bytes(made, from, to)) {
    const cancel = node.world.clock.after(IDLE_MS, giveUp);
    try {
      yield bytes;
    } finally {
      cancel();
    }
    took(bytes.length);
  }
}

/** The part that is asked for; undefined for all of it, also where several parts are. */
function rangeIn(
  request: FastifyRequest,
  { sizeBytes, sha256 }: MadeExport,
): { readonly from: number; readonly to: number } | 'unsatisfiable' | undefined {
  const { range, 'if-range': ifRange } = request.headers;
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (ifRange !== undefined && ifRange !== `"${sha256}"`) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { from: sizeBytes - length, to: sizeBytes };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= sizeBytes) return 'unsatisfiable';
  return { from, to: last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}

function acceptsGzip(request: FastifyRequest): boolean {
  const { 'accept-encoding': accepted = '' } = request.headers;
  const text = Array.isArray(accepted) ? accepted.join(',') : accepted;
  return text.split(',').some((one) => /^\s*gzip\s*(;\s*q=(0\.\d*[1-9]\d*|1(\.0*)?))?\s*$/.test(one));
}

function isKnown(tags: string | undefined, sha256: string): boolean {
  if (tags === undefined) return false;
  const known = tags.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(`"${sha256}"`) || known.includes(`"${sha256}.gz"`);
}

const STATUS: Readonly<Record<string, number>> = {
  'position-is-malformed': 400,
  'range-is-unsatisfiable': 416,
  'downloads-are-too-many': 429,
  'exports-are-busy': 503,
  'export-is-being-made': 503,
};

function refuse(reply: FastifyReply, { code, message }: Rejection): FastifyReply {
  const status = STATUS[code] ?? 404;
  if (status === 503 || status === 429) void reply.header('retry-after', RETRY_S);
  return reply
    .status(status)
    .header('cache-control', 'no-cache')
    .type('application/json; charset=utf-8')
    .send({ code, message });
}
