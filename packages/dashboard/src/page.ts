import type { ReactNode } from 'react';
import type { OfferedAct } from './components/acts.tsx';
import type { SentFile } from './server/multipart.ts';
import type { Session } from './session/cookie.ts';
import type { Visit } from './visit.tsx';

/** A page that is all there at once. */
export interface WholePage {
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 502 | 503;
  /** The title of the document, as text. */
  readonly title: string;
  readonly body: ReactNode;
}

/** A page whose parts are sent as they are ready, in this order; `loading` stands while the next part is awaited. */
export interface GrowingPage {
  readonly title: string;
  /** What is there at once: the heading, and what was asked for. */
  readonly head: ReactNode;
  /** A sentence on what is being waited for. */
  readonly loading: string;
  readonly parts: AsyncIterable<ReactNode>;
}

/** Another page to go to. */
export interface Elsewhere {
  /** An address on this host, as `addressOf` gives it. */
  readonly redirect: string;
  /** The sessions that the browser is to keep from now on; undefined leaves them as they are. */
  readonly sessions?: readonly Session[];
}

/** A file to download, sent piece by piece. */
export interface Download {
  readonly fileName: string;
  readonly type: string;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

export type PageAnswer = WholePage | GrowingPage | Elsewhere | Download;

/** One page, or a family of pages, of the dashboard: a folder of `pages/`. */
export interface PageDefinition {
  /** The path without the language, with names for its variable parts: `/hubs/:hub`. */
  readonly path: string;
  show(visit: Visit): Promise<PageAnswer>;
  /** True for a page of what is somebody's own: their sessions are renewed for it. */
  readonly isPersonal?: boolean;
  /** What whoever is signed in may do with what the page shows; asked for them alone. */
  offers?(visit: Visit): Promise<readonly OfferedAct[]>;
  /** What a form of this page sends, from this host's own pages only; each name once. */
  submit?(
    visit: Visit,
    form: Readonly<Record<string, string>>,
    files: Readonly<Record<string, SentFile>>,
  ): Promise<PageAnswer>;
}
