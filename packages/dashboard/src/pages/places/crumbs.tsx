import type { ReactNode } from 'react';
import { Link } from '../../components/link.tsx';
import { useText } from '../../components/words.tsx';

/** The way back: what this thing belongs to, from the outermost inwards. */
export function Crumbs({ of }: { readonly of: readonly { readonly to: string; readonly name: ReactNode }[] }) {
  const text = useText();
  return (
    <nav className="crumbs" aria-label={text('places.belongsTo')}>
      <ol>
        {of.map(({ to, name }) => (
          <li key={to}>
            <Link to={to}>{name}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
