import { locales, nameOfLocale } from '../i18n/locales.ts';
import { addressOf, type SignedIn, useVisit } from '../visit.tsx';
import { Link } from './link.tsx';
import { T, useText } from './words.tsx';

const SECTIONS = [
  { path: '/', message: 'layout.movement' },
  { path: '/hubs', message: 'layout.hubs' },
  { path: '/thread', message: 'layout.thread' },
  { path: '/decisions', message: 'layout.decisions' },
  { path: '/search', message: 'layout.search' },
] as const;

export function Header() {
  const visit = useVisit();
  const text = useText();
  const { path, signedIn, locale, demo } = visit;
  const language = nameOfLocale(locale);
  return (
    <header className="top">
      <a className="skip" href="#main">
        <T id="layout.skip" />
      </a>
      <Link to="/" className="brand">
        <svg viewBox="0 0 32 20" aria-hidden="true" className="brand-mark">
          <path d="M2 15C8 15 8 5 14 5s6 10 12 10" />
          <circle cx="2.5" cy="15" r="2.5" />
          <circle cx="14" cy="5" r="2.5" />
          <circle cx="28" cy="15" r="2.5" />
        </svg>
        Hubgraph
      </Link>
      <nav aria-label={text('layout.sections')}>
        <ul className="sections">
          {SECTIONS.map(({ path: to, message }) => (
            <li key={to}>
              <Link to={to} isCurrent={path === to}>
                <T id={message} />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="accounts">
        <a href="#languages" lang={locale} aria-label={text('layout.otherLanguage', { language })}>
          {language}
        </a>
        {signedIn === null ? (
          <Link to="/sign-in" isCurrent={path === '/sign-in'}>
            <T id="layout.signIn" />
          </Link>
        ) : (
          <Link to="/you" isCurrent={path === '/you'}>
            <T id="layout.you" name={<bdi key="name">{nameOf(signedIn)}</bdi>} />
          </Link>
        )}
      </div>
      {demo !== undefined && (
        <p className="demonstration">
          <T id="layout.demonstration" />
        </p>
      )}
    </header>
  );
}

export function Footer() {
  const { path, query, locale } = useVisit();
  const text = useText();
  const search = query.toString();
  return (
    <footer className="bottom">
      <nav aria-label={text('layout.languages')}>
        <ul className="languages" id="languages">
          {locales.map((one) => (
            <li key={one}>
              <a
                href={addressOf({ locale: one }, path) + (search === '' ? '' : `?${search}`)}
                lang={one}
                hrefLang={one}
                aria-current={one === locale ? 'true' : undefined}
              >
                {nameOfLocale(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>
        <T id="layout.foot" />{' '}
        <Link to="/about">
          <T id="layout.about" />
        </Link>{' '}
        · <a href="/graphql">GraphQL</a>
      </p>
    </footer>
  );
}

function nameOf({ people }: SignedIn): string {
  const person = people.at(-1);
  return person?.name ?? person?.person ?? '';
}
