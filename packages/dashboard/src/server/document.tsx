import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Acts, type OfferedAct } from '../components/acts.tsx';
import { Footer, Header } from '../components/layout.tsx';
import { Notice } from '../components/notice.tsx';
import { Tidings } from '../components/tidings.tsx';
import { T } from '../components/words.tsx';
import { directionOf, locales } from '../i18n/locales.ts';
import { cut } from '../i18n/sense.ts';
import { translate } from '../i18n/translate.ts';
import type { GrowingPage, WholePage } from '../page.ts';
import { addressOf, type Visit, VisitProvider } from '../visit.tsx';
import type { Assets } from './assets.ts';

const TITLE_MAX = 300;
/** At the end of a page that is not whole: it is not kept on the device. The worker looks for these very signs. */
const INCOMPLETE = '<meta name="hubgraph-incomplete">';

/** Renders what React describes as HTML; every text in it is escaped by React. */
function html(visit: Visit, content: ReactNode): string {
  return renderToStaticMarkup(<VisitProvider visit={visit}>{content}</VisitProvider>);
}

/** A text where there is no element to isolate it, and where nobody sees what its signs turn around. */
function plain(text: string): string {
  return cut(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\p{Bidi_Control}/gu, ''), TITLE_MAX).trim();
}

function open(visit: Visit, assets: Assets, title: string, offers: readonly OfferedAct[]): string {
  const { locale, path, query } = visit;
  const search = query.toString() === '' ? '' : `?${query}`;
  const head = html(
    visit,
    <>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="same-origin" />
      <title>{translate(locale, 'layout.titleSuffix', { title: plain(title) })}</title>
      {locales.map((one) => (
        <link key={one} rel="alternate" hrefLang={one} href={addressOf({ locale: one }, path) + search} />
      ))}
      <link rel="icon" type="image/svg+xml" href="/icon.svg" />
    </>,
  );
  // The styles are a file of our own build, and stand here as they are so that their hash holds.
  return `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}" data-made="${new Date(visit.now).toISOString()}"><head>${head}<style>${assets.styles}</style></head><body>${html(visit, <Header />)}<main id="main" tabindex="-1">${html(
    visit,
    <>
      <Tidings />
      <Acts of={offers} />
    </>,
  )}`;
}

function close(visit: Visit, assets: Assets): string {
  return `</main>${html(visit, <Footer />)}<script type="module" src="${assets.script}"></script></body></html>`;
}

/** A whole page as HTML. */
export function documentOf(
  visit: Visit,
  assets: Assets,
  { title, body }: WholePage,
  offers: readonly OfferedAct[],
): string {
  return open(visit, assets, title, offers) + html(visit, body) + close(visit, assets);
}

/**
 * A growing page, piece by piece. The line that says what is waited for is hidden by the styles as soon as something
 * follows it. A part that cannot be shown costs only itself: a sentence stands in its place. Where the next part does not
 * come at all, the page ends with such a sentence.
 */
export async function* documentParts(
  visit: Visit,
  assets: Assets,
  { title, head, loading, parts }: GrowingPage,
  offers: readonly OfferedAct[],
  failed: (error: unknown) => ReactNode,
): AsyncGenerator<string> {
  let isWhole = true;
  const shown = (part: ReactNode): string => {
    try {
      return html(visit, part);
    } catch (error) {
      isWhole = false;
      // What ends a page is not shown, since nothing ends here; that it failed is told to the operator all the same.
      failed(error);
      return html(visit, <Notice kind="failed" title={<T id="state.partFailed" />} />);
    }
  };
  const waiting = (
    <p className="loading" role="status">
      {loading}
    </p>
  );
  yield open(visit, assets, title, offers) + shown(head) + html(visit, waiting);
  try {
    for await (const part of parts) yield shown(part);
  } catch (error) {
    isWhole = false;
    yield html(visit, failed(error));
  }
  yield (isWhole ? '' : INCOMPLETE) + close(visit, assets);
}
