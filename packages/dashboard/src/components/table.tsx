import type { ReactNode } from 'react';

export interface Column {
  readonly key: string;
  readonly title: ReactNode;
  /** True for figures: they stand at the end of the column, in figures of one width. */
  readonly isFigure?: boolean;
  /** True where each cell says the title itself, as a link does: on a narrow screen it is not said again. */
  readonly isSaid?: boolean;
}

export interface TableRow {
  readonly key: string;
  /** The first is the row's heading; where nothing is to be said, null. */
  readonly cells: readonly ReactNode[];
  readonly kind?: 'total' | 'missing';
}

// What is shown as a block is no table to some browsers any more; said outright, it stays one.
const TABLE = { role: 'table' };
// A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
const REACHABLE = { tabIndex: 0 };
const GROUP = { role: 'rowgroup' };
const ROW = { role: 'row' };
const CELL = { role: 'cell' };
const COLUMN_HEADING = { role: 'columnheader', scope: 'col' };
const ROW_HEADING = { role: 'rowheader', scope: 'row' };

/**
 * A table in the manner of a ledger. On a narrow screen each row is a block of its own, with the titles of the columns
 * beside what they stand over; on a wider one that still has no room for it, it can be moved sideways, by keyboard too.
 */
export function Table({
  caption,
  columns,
  rows,
  label,
}: {
  readonly caption: ReactNode;
  /** The caption as text, for the region that can be moved. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}) {
  return (
    <section className="table" aria-label={label} {...REACHABLE}>
      <table {...TABLE}>
        <caption>{caption}</caption>
        <thead {...GROUP}>
          <tr {...ROW}>
            {columns.map(({ key, title, isFigure }) => (
              <th key={key} {...COLUMN_HEADING} className={isFigure ? 'figure' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...GROUP}>
          {rows.map(({ key, cells, kind }) => (
            <tr key={key} {...ROW} className={kind}>
              {columns.map((column, index) => (
                <Cell key={column.key} column={column} isHeading={index === 0}>
                  {cells[index]}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({
  column: { title, isFigure, isSaid },
  isHeading,
  children,
}: {
  readonly column: Column;
  readonly isHeading: boolean;
  readonly children: ReactNode;
}) {
  const className = isFigure ? 'figure' : undefined;
  if (isHeading) {
    return (
      <th {...ROW_HEADING} className={className}>
        {children}
      </th>
    );
  }
  const isEmpty = children === null || children === undefined || children === false;
  if (isEmpty) return <td {...CELL} className={className} />;
  return (
    <td {...CELL} className={className}>
      {!isSaid && (
        <span className="label" aria-hidden="true">
          {title}
        </span>
      )}
      <div>{children}</div>
    </td>
  );
}
