import { createElement, type ReactNode } from 'react';
import { InOrder } from './words.tsx';

/** One thing in a list: its name, where it stands, a few facts, a figure, and words. */
export interface Entry {
  readonly key: string;
  readonly title: ReactNode;
  readonly status?: ReactNode;
  /** Short facts, side by side; what is null is left out. */
  readonly facts?: readonly ReactNode[];
  readonly figure?: ReactNode;
  readonly body?: ReactNode;
}

/** Things of one kind, each a few lines: a list that reads the same on a phone and on a desk. */
export function Entries({ of, label }: { readonly of: readonly Entry[]; readonly label: string }) {
  return (
    <ul className="entries" aria-label={label}>
      {of.map(({ key, title, status, facts = [], figure, body }) => (
        <li key={key} className="entry">
          <p className="entry-title">
            {title} {status}
          </p>
          {figure !== undefined && <div className="entry-figure">{figure}</div>}
          <SideBySide of={facts} />
          {body !== undefined && <div className="entry-body">{body}</div>}
        </li>
      ))}
    </ul>
  );
}

/** Short facts in one line that breaks between them. */
export function SideBySide({ of }: { readonly of: readonly ReactNode[] }) {
  const shown = of.filter((one) => one !== null && one !== undefined && one !== false);
  if (shown.length === 0) return null;
  return (
    <ul className="side-by-side">
      <InOrder of={shown.map((one) => createElement('li', null, one))} />
    </ul>
  );
}
