import { readTokens } from '@hubgraph/identity';
import { LOG_NAMES, type LogName } from '@hubgraph/journal';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import {
  consistencyProof,
  formatLogProof,
  inclusionProof,
  parseCheckpoint,
  parseTilePath,
  TILE_WIDTH,
} from '@hubgraph/tlog';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policyTextOf } from '../log/assignment.ts';
import { EntryBundles } from '../log/bundles.ts';
import { formatProof } from '../log/consistency.ts';
import type { RunningNode } from '../node.ts';

const TEXT = 'text/plain; charset=utf-8';
const YEAR_S = 31_536_000;
/** What is partial is complete soon, and then there is a better thing to keep. */
const PARTIAL_S = 60;
/** Notes with 16 cosignatures of the largest kind, and the longest proof. */
const WITNESS_BODY_BYTES_MAX = 131_072;
const DECIMAL = /^(0|[1-9][0-9]{0,15})$/;

/**
 * The node's two logs for whoever wants to check them, and its witness.
 * @see C2SP tlog-tiles, tlog-proof, tlog-policy, tlog-witness
 */
export function logRoutes(app: FastifyInstance, node: RunningNode): void {
  const bundles = new EntryBundles((name) => node.journal.log(name));
  app.get('/log/:log/checkpoint', (request, reply) => {
    const log = logIn(request);
    if (log === undefined) return noSuchLog(reply);
    const published = node.publisher.published(log);
    if (published === undefined) return notSigned(reply);
    return reply.header('cache-control', 'no-cache').type(TEXT).send(published.note);
  });
  app.get('/log/:log/policy', (request, reply) => {
    const log = logIn(request);
    const registry = node.registry();
    const policy =
      log === undefined || registry === undefined ? undefined : policyTextOf(registry, node.config.id, log);
    if (log === undefined) return noSuchLog(reply);
    if (policy !== undefined) return reply.header('cache-control', 'no-cache').type(TEXT).send(policy);
    const why = 'There are not enough nodes in the registry to witness this log; its checkpoints are unwitnessed.';
    return refuse(reply, 404, reject('log-has-no-policy', why));
  });
  app.get('/log/:log/tile/*', (request, reply) => tile(node, bundles, request, reply));
  app.get('/log/:log/proof/:index', (request, reply) => proof(node, request, reply));
  app.get('/log/:log/consistency/:from/:to', (request, reply) => consistency(node, request, reply));
  void app.register((scope, _options, done) => {
    // Whatever the content type, the body is a request of one form.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/witness/add-checkpoint', { bodyLimit: WITNESS_BODY_BYTES_MAX }, (request, reply) => {
      const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      const answer = node.witness.add(body);
      if (answer.isSuspicious) node.examineLogs();
      return reply.status(answer.status).type(answer.contentType).send(answer.body);
    });
    scope.get('/witness/:hash/checkpoint', (request, reply) => {
      const { hash } = request.params as { readonly hash: string };
      const note = /^[0-9a-f]{64}$/.test(hash) ? node.witness.checkpoint(hash) : undefined;
      if (note !== undefined) return reply.header('cache-control', 'no-cache').type(TEXT).send(note);
      return refuse(
        reply,
        404,
        reject('log-is-unknown', 'This witness has cosigned no checkpoint of a log with this origin.'),
      );
    });
    done();
  });
}

async function tile(
  node: RunningNode,
  bundles: EntryBundles,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const name = logIn(request);
  if (name === undefined) return noSuchLog(reply);
  if (!(await mayRead(node, name, request, reply))) return reply;
  // As it was sent: there is one way to write a path.
  const [path = ''] = request.raw.url?.split('?') ?? [];
  const address = parseTilePath(path.slice(`/log/${name}/`.length));
  if (isRejection(address)) return refuse(reply, 400, address);
  const { level, index, width } = address;
  const bytes =
    level === 'entries' ? await bundles.bundle(name, index, width) : node.journal.log(name).tile(level, index, width);
  if (bytes === undefined)
    return refuse(reply, 404, reject('tile-is-missing', 'The log has no such tile, or it is narrower.'));
  const caching = width === TILE_WIDTH ? `max-age=${YEAR_S}, immutable` : `max-age=${PARTIAL_S}`;
  const scope = name === 'books' ? 'public' : 'private';
  const sent = reply.header('cache-control', `${scope}, ${caching}`).type('application/octet-stream');
  return sent.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** A receipt: the newest published checkpoint, and the proof that the leaf is in it. */
async function proof(node: RunningNode, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const name = logIn(request);
  if (name === undefined) return noSuchLog(reply);
  if (!(await mayRead(node, name, request, reply))) return reply;
  const { index: text } = request.params as { readonly index: string };
  const index = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(index))
    return refuse(reply, 400, reject('index-is-malformed', 'An index is a whole number from 0.'));
  const published = node.publisher.published(name);
  if (published === undefined) return notSigned(reply);
  const checkpoint = parseCheckpoint(published.note);
  const hashes = isRejection(checkpoint)
    ? checkpoint
    : await inclusionProof(index, checkpoint.size, node.journal.log(name).tile);
  if (isRejection(checkpoint) || isRejection(hashes)) {
    const size = isRejection(checkpoint) ? 0 : checkpoint.size;
    return refuse(
      reply,
      404,
      reject('leaf-is-not-published', `The published checkpoint covers ${size} leaves; try again later.`),
    );
  }
  const receipt = formatLogProof({ index, proof: hashes, checkpoint, extra: undefined });
  return reply.header('cache-control', 'no-cache').type(TEXT).send(receipt);
}

/** Shows hashes only, of both logs: by it a witness tells a log that was slandered from one that was rewritten. */
async function consistency(node: RunningNode, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const name = logIn(request);
  if (name === undefined) return noSuchLog(reply);
  const { from, to } = request.params as { readonly from: string; readonly to: string };
  const log = node.journal.log(name);
  // Another replica may have signed more than this one has read: it must not look as if the log had lost it.
  if (DECIMAL.test(to) && Number(to) > log.head().size) await node.journal.catchUp();
  const isRange = DECIMAL.test(from) && DECIMAL.test(to) && Number(to) <= log.head().size;
  const hashes = isRange ? await consistencyProof(Number(from), Number(to), log.tile) : undefined;
  if (hashes === undefined || isRejection(hashes)) {
    return refuse(
      reply,
      404,
      reject('tree-is-missing', 'The log has no trees of these two sizes, the smaller one first.'),
    );
  }
  const immutable = `public, max-age=${YEAR_S}, immutable`;
  return reply.header('cache-control', immutable).type(TEXT).send(formatProof(hashes));
}

function logIn(request: FastifyRequest): LogName | undefined {
  const { log } = request.params as { readonly log: string };
  return LOG_NAMES.find((name) => name === log);
}

/** True for `books`, and for who may read the cases; everybody else has the answer already. */
async function mayRead(
  node: RunningNode,
  name: LogName,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  if (name === 'books') return true;
  const tokens = readTokens(request.headers);
  const actor = isRejection(tokens) ? tokens : await node.actorOf(tokens[0]);
  if (isRejection(actor)) {
    refuse(reply, 401, actor);
    return false;
  }
  const refusal: Rejection | undefined = node.considerRead(actor, 'ReadCasesLog');
  if (refusal !== undefined) refuse(reply, actor.kind === 'anonymous' ? 401 : 403, refusal);
  return refusal === undefined;
}

function notSigned(reply: FastifyReply): FastifyReply {
  const why =
    'Nobody here knows what this log signed last, so its witnesses are asked first; try again in some seconds. If one has seen more, ' +
    'nothing is signed.';
  return refuse(reply, 503, reject('log-is-not-signed-yet', why));
}

function noSuchLog(reply: FastifyReply): FastifyReply {
  return refuse(reply, 404, reject('log-is-unknown', `A node has the logs ${LOG_NAMES.join(' and ')}.`));
}

function refuse(reply: FastifyReply, status: number, { code, message }: Rejection): FastifyReply {
  return reply.status(status).header('cache-control', 'no-cache').send({ code, message });
}
