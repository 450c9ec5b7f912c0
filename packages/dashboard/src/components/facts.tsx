import type { ReactNode } from 'react';
import { T } from './words.tsx';

/** A term, as the id of its message, and its value; a value that is null or false is left out. */
export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
}

/** Facts about one thing. */
export function Facts({ of }: { readonly of: readonly Fact[] }) {
  return (
    <dl className="facts">
      {of
        .filter(({ value }) => value !== null && value !== undefined && value !== false)
        .map(({ term, value }) => (
          <div key={term} className="fact">
            <dt>
              <T id={term} />
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
