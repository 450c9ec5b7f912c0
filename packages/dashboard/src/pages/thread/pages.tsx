import { Link } from '../../components/link.tsx';
import { T, useText } from '../../components/words.tsx';
import { useVisit } from '../../visit.tsx';

const PAGE = 50;
/** The parameter of the address that says where a long table goes on. */
const NAME = 'from';

/** A part of a list that the graph gives as a whole, and a table does not. */
export interface PageOf<T> {
  readonly shown: readonly T[];
  /** From 0. */
  readonly start: number;
  readonly total: number;
}

/** The part that the address asks for; a number out of the list begins it anew. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): PageOf<T> {
  const wanted = /^\d{1,7}$/.test(query.get(NAME) ?? '') ? Number(query.get(NAME)) : 0;
  const start = wanted < all.length ? wanted : 0;
  return { shown: all.slice(start, start + PAGE), start, total: all.length };
}

/** How much of a long table is shown, and the way on. */
export function Cut<T>({ of: { shown, start, total } }: { readonly of: PageOf<T> }) {
  const { path, query } = useVisit();
  const text = useText();
  if (shown.length === total) return null;
  const others = Object.fromEntries([...query].filter(([key]) => key !== NAME));
  const end = start + shown.length;
  return (
    <nav className="pager" aria-label={text('common.pages')}>
      {start > 0 && (
        <Link to={path} query={others}>
          <T id="common.firstPage" />
        </Link>
      )}
      <span>
        <T id="thread.pagesOf" from={start + 1} to={end} total={total} />
      </span>
      {end < total && (
        <Link to={path} query={{ ...others, [NAME]: String(end) }}>
          <T id="common.nextPage" />
        </Link>
      )}
    </nav>
  );
}
