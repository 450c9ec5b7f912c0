import type { ReactNode } from 'react';
import { Moment } from './words.tsx';

/** One event on the line from a call to its receipt. */
export interface Step {
  readonly key: string;
  /** ISO; null where it has not happened yet or nobody knows. */
  readonly at: string | null;
  readonly title: ReactNode;
  readonly body?: ReactNode;
  /** What happened, what is being waited for, what was refused or has ended, what is missing. */
  readonly state?: 'done' | 'waiting' | 'refused' | 'missing';
}

/** Events in their order, as one line that can be followed by eye, by keyboard and by screen reader. */
export function Steps({ of, label }: { readonly of: readonly Step[]; readonly label: string }) {
  return (
    <ol className="steps" aria-label={label}>
      {of.map(({ key, at, title, body, state = 'done' }) => (
        <li key={key} className={`step step-${state}`} id={key}>
          <div className="step-head">
            <h3>{title}</h3>
            {at !== null && <Moment of={at} />}
          </div>
          {body}
        </li>
      ))}
    </ol>
  );
}
