import type { ReactNode } from 'react';

export interface Column {
  readonly key: string;
  readonly title: ReactNode;
  /** True for figures: they stand at the end of the column, in figures of one width. */
  readonly isFigure?: boolean;
}

export interface TableRow {
  readonly key: string;
  /** The first is the row's heading. */
  readonly cells: readonly ReactNode[];
  readonly kind?: 'total' | 'missing';
}

/** A table in the manner of a ledger. On a narrow screen it can be moved sideways, by keyboard too. */
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="table" aria-label={label} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, isFigure }) => (
              <th key={key} scope="col" className={isFigure ? 'figure' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, kind }) => (
            <tr key={key} className={kind}>
              {cells.map((cell, index) => {
                const column = columns[index];
                const className = column?.isFigure ? 'figure' : undefined;
                return index === 0 ? (
                  <th key={column?.key} scope="row" className={className}>
                    {cell}
                  </th>
                ) : (
                  <td key={column?.key} className={className}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
