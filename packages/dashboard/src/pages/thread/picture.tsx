import type { ReactNode } from 'react';
import { useText } from '../../components/words.tsx';
import { directionOf } from '../../i18n/locales.ts';
import { useVisit } from '../../visit.tsx';
import { type RailRow, railOf } from './geometry.ts';
import { Rail } from './rail.tsx';
import { type Course, strandOf } from './strand.ts';

/** One stop of the thread. */
export interface Row {
  /** Also its id in the document, to be linked to. */
  readonly key: string;
  readonly title: ReactNode;
  readonly body?: ReactNode;
  /** True where a node did not answer: drawn dashed, in its place. */
  readonly isGap?: boolean;
  /** True for the thing that was asked for. */
  readonly isStart?: boolean;
  /** Stops within this one, in a list of their own. */
  readonly rows?: readonly Row[];
}

/** The thread: a list to be read from top to bottom, and beside it the same as ribbons, as wide as the amounts. */
export function Picture({
  rows,
  course,
  label,
}: {
  readonly rows: readonly Row[];
  readonly course: Course;
  readonly label: string;
}) {
  const visit = useVisit();
  const all = flatten(rows);
  const order = new Map(all.map(({ key }, index) => [key, index]));
  const rails = railOf(
    strandOf(course, (key) => order.get(key) ?? 0),
    all.length,
    directionOf(visit.locale),
  );
  return (
    <div className="strand">
      <Rows rows={rows} rails={rails} order={order} label={label} level={3} />
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly rails: readonly RailRow[];
  readonly order: ReadonlyMap<string, number>;
  readonly label?: string;
  readonly level: 3 | 4;
}

function Rows({ rows, rails, order, label, level }: RowsProps) {
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <ol aria-label={label}>
      {rows.map(({ key, title, body, isGap, isStart, rows: within }) => (
        <li key={key} id={key}>
          <div className={`stop${isGap ? ' stop-gap' : ''}${isStart ? ' stop-start' : ''}`}>
            <Rail of={rails[order.get(key) ?? 0]} isGap={isGap ?? false} />
            <div className="stop-text">
              <Heading>{title}</Heading>
              {body}
            </div>
          </div>
          {within !== undefined && within.length > 0 && <Rows rows={within} rails={rails} order={order} level={4} />}
        </li>
      ))}
    </ol>
  );
}

/** Short steps that lead to one stop, side by side where there is room. */
export function Chain({ steps }: { readonly steps: readonly Omit<Row, 'rows'>[] }) {
  const text = useText();
  return (
    <ol className="chain" aria-label={text('thread.chain')}>
      {steps.map(({ key, title, body, isGap }) => (
        <li key={key} id={key} className={isGap ? 'stop-gap' : undefined}>
          <h4>{title}</h4>
          {body}
        </li>
      ))}
    </ol>
  );
}

function flatten(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...flatten(row.rows ?? [])]);
}
