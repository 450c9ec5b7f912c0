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
import { type Graph, GraphUnavailableError } from '../graph/graph.ts';
import { isLocale, type Locale, localeOf } from '../i18n/locales.ts';
import type { PageAnswer, PageDefinition, WholePage } from '../page.ts';
import { pages } from '../pages/index.ts';
import { notFound, problem } from '../pages/problem.tsx';
import { COOKIE_LOCAL, COOKIE_SECURE, decodeSessions, encodeSessions, type Session } from '../session/cookie.ts';
import { type Renewed, renewed } from '../session/sessions.ts';
import type { DemoSignIn, Visit } from '../visit.tsx';
import { readAssets } from './assets.ts';
import { documentOf, documentParts } from './document.tsx';
import { contentSecurityPolicy, isFromOwnPage, secure } from './security.ts';

export interface DashboardOptions {
  /** The public graph. */
  readonly graph: Graph;
  /** Milliseconds since 1970. */
  readonly now: () => number;
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
    await app.register(formbody, { bodyLimit: 131_072 });
    await app.register(fastifyStatic, {
      root: join(assets.folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: DAY_S * 365 * 1000,
    });
    app.get('/worker.js', (_, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(assets.worker, assets.folder),
    );
    app.get('/icon.svg', (_, reply) => reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(ICON));

    const visitOf = (request: FastifyRequest, locale: Locale, path: string, renewal: Renewed): Visit => {
      const now = options.now();
      const { sessions, expired } = renewal;
      return {
        locale,
        path,
        query: new URL(request.url, 'http://page.invalid').searchParams,
        params: (request.params ?? {}) as Record<string, string>,
        now,
        graph: options.graph,
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

    const send = (
      visit: Visit,
      reply: FastifyReply,
      answer: PageAnswer,
      offers: readonly OfferedAct[] = [],
    ): FastifyReply => {
      if ('redirect' in answer) {
        if (answer.sessions !== undefined) keep(reply, answer.sessions);
        return reply.header('cache-control', 'no-store').redirect(answer.redirect, 303);
      }
      // What anybody sees may be kept on the device for when there is no connection; it is asked for anew each time.
      const isPublic = visit.signedIn === null && reply.request.method === 'GET' && visit.path !== '/sign-in';
      secure(reply, policy)
        .header('vary', 'accept-language, cookie')
        .header('cache-control', isPublic ? 'no-cache' : 'no-store');
      if ('pieces' in answer) {
        return reply
          .type(answer.type)
          .header('content-disposition', `attachment; filename="${answer.fileName}"`)
          .send(Readable.from(answer.pieces));
      }
      reply.type('text/html; charset=utf-8');
      if ('body' in answer) return reply.status(answer.status ?? 200).send(documentOf(visit, assets, answer, offers));
      const failed = (error: unknown): ReactNode => {
        options.log({ level: 'error', page: visit.path, error: String(error) });
        return <Notice kind="failed" title={<T id="state.cutOff" />} />;
      };
      return reply.send(Readable.from(documentParts(visit, assets, answer, offers, failed)));
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
      const renewal = await sessionsOf(request, options);
      if (renewal.isChanged) keep(reply, renewal.sessions);
      const visit = visitOf(request, locale, withoutLocale(request.url), renewal);
      let answer: PageAnswer;
      let offers: readonly OfferedAct[] = [];
      try {
        if (lang !== undefined && !isLocale(lang)) answer = notFound(visit);
        else if (request.method !== 'POST') {
          const asked = visit.signedIn === null ? undefined : page.offers?.(visit);
          [answer, offers = []] = await Promise.all([page.show(visit), asked]);
        } else if (!isFromOwnPage(request)) answer = problem(visit, 403, 'origin');
        else answer = page.submit === undefined ? notFound(visit) : await page.submit(visit, formOf(request.body));
      } catch (error) {
        answer = fault(visit, error);
      }
      return send(visit, reply, answer, offers);
    };

    for (const page of pages) {
      const rest = page.path === '/' ? '' : page.path;
      // Without a language the browser's own is taken, at once and without a detour.
      for (const url of [rest === '' ? '/' : rest, `/:lang(^[a-z]{2}$)${rest}`]) {
        const method = page.submit === undefined ? ['GET'] : ['GET', 'POST'];
        app.route({ method, url, handler: (request, reply) => show(request, reply, page) });
      }
    }
    app.setNotFoundHandler((request, reply) => {
      if (!(request.headers.accept ?? '').includes('text/html')) {
        const error = { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } };
        return reply.status(404).send({ errors: [error] });
      }
      const first = request.url.split(/[/?]/)[1];
      const locale = isLocale(first) ? first : localeOf(request.headers['accept-language']);
      const visit = visitOf(request, locale, withoutLocale(request.url), NOBODY);
      return send(visit, reply, notFound(visit));
    });
  };
}

const NOBODY: Renewed = { sessions: [], expired: [], isChanged: false };

/** Who the request says it is from, each with a token that holds. */
async function sessionsOf(request: FastifyRequest, options: DashboardOptions): Promise<Renewed> {
  const sessions = decodeSessions(request.cookies[cookieName(options)]);
  return sessions.length === 0 ? NOBODY : renewed(options.graph, sessions, options.now());
}

function cookieName({ isSecure }: Pick<DashboardOptions, 'isSecure'>): string {
  return isSecure ? COOKIE_SECURE : COOKIE_LOCAL;
}

/** A form's fields, each once: of a name that came twice the last counts. */
function formOf(body: unknown): Readonly<Record<string, string>> {
  const fields = Object.entries((body ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    fields.flatMap(([name, value]) => {
      const last: unknown = Array.isArray(value) ? value.at(-1) : value;
      return typeof last === 'string' ? [[name, last]] : [];
    }),
  );
}

/** The path of a request without its language and query. */
function withoutLocale(url: string): string {
  const { pathname } = new URL(url, 'http://page.invalid');
  const [, first, ...rest] = pathname.split('/');
  const path = isLocale(first) ? `/${rest.join('/')}` : pathname;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
