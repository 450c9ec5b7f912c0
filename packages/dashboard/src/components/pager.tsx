import { useVisit } from '../visit.tsx';
import { Link } from './link.tsx';
import { T, useText } from './words.tsx';

/** The way on in a list that is cut, by the graph's cursor; the start of the list is one step away. */
export function Pager({
  page,
  shown,
  total,
  name = 'after',
  keep = {},
}: {
  readonly page: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly shown: number;
  readonly total?: number;
  /** The parameter of the address that holds the cursor; two lists on one page need two. */
  readonly name?: string;
  /** What else the way on says: of which of several things the list is. */
  readonly keep?: Readonly<Record<string, string>>;
}) {
  const { path, query } = useVisit();
  const text = useText();
  const isLater = query.has(name);
  if (!isLater && !page.hasNextPage) return null;
  const others = Object.fromEntries([...query].filter(([key]) => key !== name));
  return (
    <nav className="pager" aria-label={text('common.pages')}>
      {isLater && (
        <Link to={path} query={others}>
          <T id="common.firstPage" />
        </Link>
      )}
      {total !== undefined && (
        <span>
          <T id="common.shown" shown={shown} total={total} />
        </span>
      )}
      {page.hasNextPage && page.endCursor !== null && (
        <Link to={path} query={{ ...others, ...keep, [name]: page.endCursor }}>
          <T id="common.nextPage" />
        </Link>
      )}
    </nav>
  );
}
