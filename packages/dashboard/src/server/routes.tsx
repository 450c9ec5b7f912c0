import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import type { OfferedAct } from '../components/acts.tsx';
import { Notice } from '../components/notice.tsx';
import { T } from '../components/words.tsx';
import { FILE_BYTES_MAX, type NodeFiles } from '../files/node-files.ts';
import { type Following, following, formatPositions, positionsIn } from '../graph/following.ts';
import { type Graph, GraphUnavailableError } from '../graph/graph.ts';
import { isLocale, type Locale, localeOf } from '../i18n/locales.ts';
import type { PageAnswer, PageDefinition, WholePage } from '../page.ts';
import { pages } from '../pages/index.ts';
import { notFound, problem } from '../pages/problem.tsx';
import {
  AFTER_S,
  COOKIE_AFTER,
  COOKIE_LOCAL,
  COOKIE_SECURE,
  decodeSessions,
  encodeSessions,
  type Session,
} from '../session/cookie.ts';
import { type Renewed, renewed } from '../session/sessions.ts';
import type { DemoSignIn, Visit } from '../visit.tsx';
import { readAssets } from './assets.ts';
import { documentOf, documentParts } from './document.tsx';
import { readMultipart, type SentFile, type SentForm } from './multipart.ts';
import { contentSecurityPolicy, isFromOwnPage, secure } from './security.ts';
import { uploadRoutes } from './uploads.ts';

export interface DashboardOptions {
  /** The public graph. */
  readonly graph: Graph;
  /** What the graph does not carry: files of people at their nodes. */
  readonly files: NodeFiles;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly after: (ms: number) => Promise<void>;
  /** An idempotency key that nobody else has: 8 to 64 letters, digits, hyphens, underscores. */
  readonly newKey: () => string;
  /** True where people reach the page by TLS: the cookie of a session then never leaves it. */
  readonly isSecure: boolean;
  /** Given in a demonstration. */
  readonly demo: DemoSignIn | undefined;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}

const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../client');
const DAY_S = 86_400;
/** The longest text of a form, 20,000 letters, in the scripts that take most: 9 bytes each when it is sent. */
const FORM_BYTES_MAX = 524_288;
/** A form with a file, also one that is larger than nodes take: that is said in the form itself. */
const FILE_FORM_BYTES_MAX = 2 * FILE_BYTES_MAX + FORM_BYTES_MAX;
/** How many of them are held at a time. */
const FILE_FORMS_MAX = 8;
/** How long a page waits to be told what may be done with it. */
const OFFERS_PATIENCE_MS = 1_500;
/** How long a page waits for a node to renew a session before it goes on without. */
const RENEWAL_PATIENCE_MS = 2_000;
const NO_SNIFF = { 'x-content-type-options': 'nosniff' } as const;
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 20"><g fill="none" stroke="#b3261e" stroke-width="2"><path d="M2 15C8 15 8 5 14 5s6 10 12 10"/></g><g fill="#b3261e"><circle cx="2.5" cy="15" r="2.5"/><circle cx="14" cy="5" r="2.5"/><circle cx="28" cy="15" r="2.5"/></g></svg>';

/** The dashboard as a plugin of the gateway's server: its pages, in each language, and the files that they load. */
export function dashboard(options: DashboardOptions): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    const assets = readAssets(CLIENT);
    const policy = contentSecurityPolicy(assets);
    await app.register(compress, {
      // Each piece of a growing page is sent at once.
      brotliOptions: {
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
      },
      zlibOptions: { flush: constants.Z_SYNC_FLUSH },
      threshold: 512,
    });
    await app.register(cookie);
    await app.register(formbody, { bodyLimit: FORM_BYTES_MAX });
    let coming = 0;
    app.addHook('preParsing', async (request, reply, body) => {
      if (!isMultipart(request)) return body;
      // Refused before megabytes are read for nothing, and before they are held for too many at a time.
      const isOwn = isFromOwnPage(request, options.isSecure);
      if (!isOwn || coming >= FILE_FORMS_MAX) {
        const visit = stranger(request);
        await send(visit, reply, isOwn ? problem(visit, 503, 'down') : problem(visit, 403, 'origin'));
        return body;
      }
      coming += 1;
      reply.raw.once('close', () => {
        coming -= 1;
      });
      return body;
    });
    app.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: FILE_FORM_BYTES_MAX },
      async (request: FastifyRequest, body: Buffer) => {
        const form = readMultipart(request.headers['content-type'] ?? '', body);
        if (form === undefined) throw Object.assign(new Error('The form cannot be read.'), { statusCode: 400 });
        return new Multipart(form);
      },
    );
    await app.register(fastifyStatic, {
      root: join(assets.folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: DAY_S * 365 * 1000,
    });
    app.get('/worker.js', (_, reply) =>
      reply.headers({ ...NO_SNIFF, 'cache-control': 'no-cache' }).sendFile(assets.worker, assets.folder),
    );
    app.get('/icon.svg', (_, reply) =>
      reply
        .type('image/svg+xml')
        .headers({ ...NO_SNIFF, 'cache-control': 'max-age=86400' })
        .send(ICON),
    );

    const visitOf = (
      request: FastifyRequest,
      locale: Locale,
      path: string,
      renewal: Renewed,
      graph: Graph = options.graph,
    ): Visit => {
      const now = options.now();
      const { sessions, expired } = renewal;
      return {
        locale,
        path,
        query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
        params: (request.params ?? {}) as Record<string, string>,
        now,
        graph,
        files: options.files,
        newKey: options.newKey,
        signedIn:
          sessions.length === 0
            ? null
            : { people: sessions, tokens: sessions.filter((one) => one.tokenEndsAt > now).map(({ token }) => token) },
        sessions,
        expired,
        demo: options.demo,
      };
    };

    const keep = (reply: FastifyReply, sessions: readonly Session[]): void => {
      const { isSecure } = options;
      const name = cookieName(options);
      const settings = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
      if (sessions.length === 0) return void reply.clearCookie(name, settings);
      const endsAt = Math.max(...sessions.map((session) => session.endsAt));
      reply.setCookie(name, encodeSessions(sessions), { ...settings, expires: new Date(endsAt) });
    };

    /** Whoever acted reads, wherever they go on, nothing older than what they did. */
    const keepPositions = (reply: FastifyReply, { isFurther, positions }: Following): void => {
      if (!isFurther()) return;
      const { isSecure } = options;
      const settings = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: AFTER_S } as const;
      reply.setCookie(COOKIE_AFTER, formatPositions(positions()), settings);
    };

    const send = (
      visit: Visit,
      reply: FastifyReply,
      answer: PageAnswer,
      offers: readonly OfferedAct[] = [],
      isForm = false,
    ): FastifyReply => {
      if ('redirect' in answer) {
        if (answer.sessions !== undefined) keep(reply, answer.sessions);
        return reply.header('cache-control', 'no-store').redirect(asciiOf(answer.redirect), 303);
      }
      // What anybody sees may be kept on the device for when there is no connection; it is asked for anew each time.
      const isPublic = visit.signedIn === null && reply.request.method !== 'POST' && !isForm;
      secure(reply, policy)
        .header('vary', 'accept-language, cookie')
        .header('cache-control', isPublic ? 'no-cache' : 'no-store');
      // Who asks for the head alone gets no more: nothing is read to be thrown away.
      const isHead = reply.request.method === 'HEAD';
      if ('pieces' in answer) {
        reply.type(answer.type).header('content-disposition', `attachment; filename="${answer.fileName}"`);
        return isHead ? reply.send() : reply.send(Readable.from(answer.pieces));
      }
      reply.type('text/html; charset=utf-8');
      if ('body' in answer) {
        const { status, html } = whole(visit, answer, offers);
        return reply.status(status).send(html);
      }
      if (isHead) return reply.send();
      const failed = (error: unknown): ReactNode => {
        options.log({ level: 'error', page: visit.path, error: String(error) });
        return <Notice kind="failed" title={<T id="state.cutOff" />} />;
      };
      return reply.send(Readable.from(documentParts(visit, assets, answer, offers, failed)));
    };

    const whole = (visit: Visit, page: WholePage, offers: readonly OfferedAct[]): { status: number; html: string } => {
      try {
        return { status: page.status ?? 200, html: documentOf(visit, assets, page, offers) };
      } catch (error) {
        const broken = fault(visit, error);
        return { status: broken.status ?? 502, html: documentOf(visit, assets, broken, []) };
      }
    };

    const fault = (visit: Visit, error: unknown): WholePage => {
      if (error instanceof GraphUnavailableError) {
        options.log({ level: 'error', page: visit.path, error: String(error.cause ?? error) });
        return problem(visit, 503, 'down');
      }
      options.log({ level: 'error', page: visit.path, error: String((error as Error)?.stack ?? error) });
      return problem(visit, 502, 'broken');
    };

    const show = async (request: FastifyRequest, reply: FastifyReply, page: PageDefinition): Promise<FastifyReply> => {
      const { lang } = request.params as { lang?: string };
      const locale = isLocale(lang) ? lang : localeOf(request.headers['accept-language']);
      const isForm = page.submit !== undefined;
      const isPersonal = isForm || page.isPersonal === true || page.offers !== undefined;
      const followed = following(options.graph, positionsIn(request.cookies[COOKIE_AFTER]));
      const renewal = await sessionsOf(request, { ...options, graph: followed.graph }, isPersonal);
      if (renewal.isChanged) keep(reply, renewal.sessions);
      const visit = visitOf(request, locale, withoutLocale(request.url), renewal, followed.graph);
      let answer: PageAnswer;
      let offers: readonly OfferedAct[] = [];
      try {
        if (lang !== undefined && !isLocale(lang)) answer = notFound(visit);
        else if (request.method !== 'POST') {
          const asked = visit.signedIn === null ? undefined : page.offers?.(visit);
          // What one may do stands above the page, and a node that is slow to say so does not hold the page up.
          const inTime = asked && Promise.race([asked, options.after(OFFERS_PATIENCE_MS).then(() => [])]);
          [answer, offers = []] = await Promise.all([page.show(visit), inTime]);
        } else if (!isFromOwnPage(request, options.isSecure)) answer = problem(visit, 403, 'origin');
        else
          answer =
            page.submit === undefined
              ? notFound(visit)
              : await page.submit(visit, formOf(request.body), filesOf(request.body));
      } catch (error) {
        answer = fault(visit, error);
      }
      keepPositions(reply, followed);
      return send(visit, reply, answer, offers, isForm);
    };

    uploadRoutes(app, options.files, async (request, reply, node) => {
      if (!isFromOwnPage(request, options.isSecure)) return undefined;
      const renewal = await sessionsOf(request, options, true);
      if (renewal.isChanged) keep(reply, renewal.sessions);
      return renewal.sessions.find((one) => one.node === node && one.tokenEndsAt > options.now())?.token;
    });
    for (const page of pages) {
      const rest = page.path === '/' ? '' : page.path;
      // Without a language the browser's own is taken, at once and without a detour.
      for (const url of [rest === '' ? '/' : rest, `/:lang(^[a-z]{2}$)${rest}`]) {
        const method = page.submit === undefined ? ['GET'] : ['GET', 'POST'];
        app.route({ method, url, handler: (request, reply) => show(request, reply, page) });
      }
    }
    /** A visit of nobody, for what is answered before it is known who asks. */
    const stranger = (request: FastifyRequest): Visit => {
      const first = request.url.split(/[/?]/)[1];
      const locale = isLocale(first) ? first : localeOf(request.headers['accept-language']);
      return visitOf(request, locale, withoutLocale(request.url), NOBODY);
    };
    const wantsPage = ({ headers }: FastifyRequest): boolean => (headers.accept ?? '').includes('text/html');
    app.setNotFoundHandler((request, reply) => {
      const visit = stranger(request);
      if (wantsPage(request)) return send(visit, reply, notFound(visit));
      const error = { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } };
      return reply.status(404).send({ errors: [error] });
    });
    // A form that is too large, or that is none, is refused before a page sees it.
    app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const { statusCode = 500 } = error;
      if (statusCode >= 500 || !wantsPage(request)) throw error;
      const visit = stranger(request);
      return send(
        visit,
        reply,
        problem(visit, statusCode === 413 ? 413 : 400, statusCode === 413 ? 'tooLarge' : 'badForm'),
      );
    });
  };
}

const NOBODY: Renewed = { sessions: [], expired: [], isChanged: false };

/**
 * Who the request says it is from; for a page that acts or shows what is theirs, each with a token that holds, as far as
 * their nodes answer soon.
 */
async function sessionsOf(request: FastifyRequest, options: DashboardOptions, isPersonal: boolean): Promise<Renewed> {
  const sessions = decodeSessions(request.cookies[cookieName(options)]);
  const asTheyAre: Renewed = { ...NOBODY, sessions };
  if (sessions.length === 0 || !isPersonal) return asTheyAre;
  return Promise.race([
    renewed(options.graph, sessions, options.now()),
    options.after(RENEWAL_PATIENCE_MS).then(() => asTheyAre),
  ]);
}

function cookieName({ isSecure }: Pick<DashboardOptions, 'isSecure'>): string {
  return isSecure ? COOKIE_SECURE : COOKIE_LOCAL;
}

/** A form that has files, told from one whose fields anybody may name as they like. */
class Multipart {
  readonly form: SentForm;

  constructor(form: SentForm) {
    this.form = form;
  }
}

function isMultipart({ headers }: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

function filesOf(body: unknown): Readonly<Record<string, SentFile>> {
  return body instanceof Multipart ? body.form.files : {};
}

/** A form's fields, each once: of a name that came twice the last counts. */
function formOf(body: unknown): Readonly<Record<string, string>> {
  if (body instanceof Multipart) return body.form.fields;
  const fields = Object.entries((body ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    fields.flatMap(([name, value]) => {
      const last: unknown = Array.isArray(value) ? value.at(-1) : value;
      return typeof last === 'string' ? [[name, last]] : [];
    }),
  );
}

/** The path of a request, as it was sent, without its language and query. */
function withoutLocale(url: string): string {
  const [pathname = '/'] = url.split('?');
  const [, first, ...rest] = pathname.split('/');
  const path = isLocale(first) ? `/${rest.join('/')}` : pathname;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** An address as a header can hold it. */
function asciiOf(address: string): string {
  return address.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}
