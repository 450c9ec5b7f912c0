import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FILE_BYTES_MAX, isPhotoOrScan, type NodeFiles, type Reached, type Taken } from '../files/node-files.ts';
import { homeOf } from '../home.ts';

/** What a phone sends at once: on a slow line little is sent twice. */
const PIECE_BYTES_MAX = 262_144;
const UPLOAD = /^[a-z][a-z0-9-]{2,39}:upload:[0-9A-HJKMNP-TV-Z]{26}$/;
const NODE = /^[a-z][a-z0-9-]{2,39}$/;

/** The token of whoever is signed in at a node, asked for by the page's own script; undefined for all others. */
export type TokenOf = (request: FastifyRequest, reply: FastifyReply, node: string) => Promise<string | undefined>;

/**
 * Files of a form while it is still being filled in, piece by piece: begun by `POST /uploads/<node>?size=`, gone on with
 * by `PATCH /uploads/<id>?offset=`, and after a lost line `GET` says how far it came. The pieces go on to the node as
 * they come, as whoever is signed in there; the page keeps none of them, and scripts see no token.
 */
export function uploadRoutes(app: FastifyInstance, files: NodeFiles, tokenOf: TokenOf): void {
  void app.register((scope, _options, ready) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    scope.post('/uploads/:node', async (request, reply) => {
      const { node = '' } = request.params as { node?: string };
      const size = numberIn(request, 'size');
      if (!NODE.test(node) || size === undefined || size === 0) return refuse(reply, 400, 'not-an-upload');
      if (size > FILE_BYTES_MAX) return refuse(reply, 413, 'upload-is-too-large');
      const token = await tokenOf(request, reply, node);
      if (token === undefined) return refuse(reply, 401, 'sign-in-is-needed');
      return answer(reply, await files.begin(node, token, size));
    });
    scope.get('/uploads/:id', async (request, reply) => {
      const found = await uploadOf(request, reply, tokenOf);
      return found === undefined ? reply : answer(reply, await files.reached(found.node, found.token, found.id));
    });
    scope.patch('/uploads/:id', { bodyLimit: PIECE_BYTES_MAX }, async (request, reply) => {
      const offset = numberIn(request, 'offset');
      const piece = request.body;
      if (offset === undefined || !Buffer.isBuffer(piece)) return refuse(reply, 400, 'not-an-upload');
      // Better told before the rest of it is sent.
      if (offset === 0 && !isPhotoOrScan(piece)) return refuse(reply, 415, 'file-type-is-not-allowed');
      const found = await uploadOf(request, reply, tokenOf);
      if (found === undefined) return reply;
      return answer(reply, await files.append(found.node, found.token, found.id, offset, piece));
    });
    ready();
  });
}

async function uploadOf(request: FastifyRequest, reply: FastifyReply, tokenOf: TokenOf) {
  const { id = '' } = request.params as { id?: string };
  if (!UPLOAD.test(id)) return void refuse(reply, 404, 'upload-is-unknown');
  const node = homeOf(id);
  const token = await tokenOf(request, reply, node);
  return token === undefined ? void refuse(reply, 401, 'sign-in-is-needed') : { id, node, token };
}

function answer(reply: FastifyReply, said: Taken | Reached): FastifyReply {
  if ('refused' in said) return refuse(reply, 409, said.refused.code);
  if ('failed' in said) return refuse(reply, 503, 'node-does-not-answer');
  return reply.status(200).send(said);
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.status(status).send({ code });
}

function numberIn(request: FastifyRequest, name: string): number | undefined {
  const value = (request.query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
