import type { ReactNode } from 'react';
import { Link } from './link.tsx';
import { Id } from './words.tsx';

/** Where a thing with an id has its page; undefined where it has none, or the text is no id of ours. */
export function pathOfId(id: string): string | undefined {
  const [, home, kind] = /^([a-z][a-z0-9-]{2,39}):([a-z-]+):[0-9A-Z]{26}$/.exec(id) ?? [];
  switch (kind) {
    case 'payment':
    case 'receipt':
    case 'donation':
    case 'disbursement':
    case 'allocation':
    case 'award':
      return `/thread/${id}`;
    case 'application':
    case 'grant':
      return `/grants/${id}`;
    case 'expense':
      return `/expenses/${id}`;
    case 'motion':
      return `/decisions/${id}`;
    case 'team':
      return `/teams/${id}`;
    case 'entry':
      return `/books/${home}/entries/${id}`;
    default:
      return undefined;
  }
}

/**
 * An id, to be compared and copied; a link where the thing has a page, and then other words may stand for it where there
 * is no room.
 */
export function Reference({
  to,
  path = pathOfId(to),
  children,
}: {
  readonly to: string;
  readonly path?: string | undefined;
  readonly children?: ReactNode;
}) {
  if (path === undefined) return <Id of={to} />;
  return <Link to={path}>{children ?? <Id of={to} />}</Link>;
}
