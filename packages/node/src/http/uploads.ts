import { readTokens } from '@hubgraph/identity';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import type { RunningNode } from '../node.ts';
import { openText } from '../texts.ts';
import { offsetOf, UPLOAD_BYTES_MAX, type Upload } from '../uploads/uploads.ts';

const VERSION = '1.0.0';
const CHUNK = 'application/offset+octet-stream';

const STATUS: Readonly<Record<string, number>> = {
  'upload-is-unknown': 404,
  'upload-length-is-malformed': 400,
  'upload-is-too-large': 413,
  'uploads-are-too-many': 429,
  'upload-offset-differs': 409,
  'upload-is-longer-than-said': 413,
};

/**
 * `/uploads`, where people send files before the command that takes them, and `/files/<id>`, where a concept’s files are
 * read by who may. Sending is tus: core, creation, expiration, termination.
 * @see https://tus.io/protocols/resumable-upload (1.0.0)
 */
export function uploadRoutes(app: FastifyInstance, node: RunningNode): void {
  void app.register((scope, _options, done) => {
    // Whatever the content type, the body is bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
    scope.addHook('onSend', async (_request, reply) => void reply.header('tus-resumable', VERSION));
    scope.options('/uploads', (_request, reply) =>
      reply
        .headers({ 'tus-version': VERSION, 'tus-extension': 'creation,expiration,termination' })
        .header('tus-max-size', UPLOAD_BYTES_MAX)
        .status(204)
        .send(),
    );
    scope.post('/uploads', (request, reply) =>
      asPerson(node, request, reply, ({ name }) => {
        const upload = node.uploads.begin(name, count(request, 'upload-length'));
        if (isRejection(upload)) return refuse(reply, upload);
        return told(reply, upload).header('location', `/uploads/${upload.id}`).status(201).send();
      }),
    );
    scope.head('/uploads/:id', (request, reply) =>
      asPerson(node, request, reply, ({ name }) => {
        const upload = node.uploads.find(name, idIn(request));
        if (isRejection(upload)) return reply.status(404).send();
        return told(reply, upload).header('cache-control', 'no-store').status(200).send();
      }),
    );
    scope.patch('/uploads/:id', { bodyLimit: UPLOAD_BYTES_MAX }, (request, reply) =>
      asPerson(node, request, reply, ({ name }) => {
        if (request.headers['content-type'] !== CHUNK) {
          return refuse(reply, reject('upload-is-no-chunk', `Send bytes as ${CHUNK}.`), 415);
        }
        const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        const upload = node.uploads.append(name, idIn(request), count(request, 'upload-offset'), bytes);
        return isRejection(upload) ? refuse(reply, upload) : told(reply, upload).status(204).send();
      }),
    );
    scope.delete('/uploads/:id', (request, reply) =>
      asPerson(node, request, reply, ({ name }) => {
        const refusal = node.uploads.drop(name, idIn(request));
        return refusal === undefined ? reply.status(204).send() : refuse(reply, refusal);
      }),
    );
    done();
  });
  app.get('/files/:id', (request, reply) => file(node, request, reply));
}

/** A file of the vault, for whom its concept lets read it. Nothing tells one that is forbidden from one that is not there. */
async function file(node: RunningNode, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = await actorIn(node, request);
  if (isRejection(actor)) return refuse(reply, actor, 401);
  const id = idIn(request);
  const found = node.concepts.flatMap(({ files }) => files?.(node.read, actor, id) ?? [])[0];
  const text = found === undefined ? null : await openText(node.store, found.text);
  if (found === undefined || text === null) {
    return refuse(reply, reject('file-is-unknown', 'There is no such file, or it is not for you.'), 404);
  }
  return reply
    .headers({
      'cache-control': found.isPublic ? 'no-cache' : 'private, no-store',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .type(found.mediaType)
    .send(Buffer.from(text, 'base64'));
}

async function asPerson(
  node: RunningNode,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (actor: Actor) => FastifyReply,
): Promise<FastifyReply> {
  const actor = await actorIn(node, request);
  if (isRejection(actor)) return refuse(reply, actor, 401);
  if (actor.kind === 'person') return answer(actor);
  return refuse(reply, reject('sign-in-is-needed', 'Sign in at this node first.'), 401);
}

async function actorIn(node: RunningNode, request: FastifyRequest): Promise<Actor | Rejection> {
  const tokens = readTokens(request.headers);
  return isRejection(tokens) ? tokens : node.actorOf(tokens[0]);
}

function told(reply: FastifyReply, upload: Upload): FastifyReply {
  return reply.headers({
    'upload-offset': offsetOf(upload),
    'upload-length': upload.lengthBytes,
    'upload-expires': new Date(upload.expiresAt).toUTCString(),
  });
}

/** A whole number in a header; NaN where it is none. */
function count(request: FastifyRequest, name: string): number {
  const text = request.headers[name];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function idIn(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id;
}

function refuse(reply: FastifyReply, { code, message }: Rejection, status = STATUS[code] ?? 422): FastifyReply {
  return reply.status(status).type('application/json; charset=utf-8').send({ code, message });
}
