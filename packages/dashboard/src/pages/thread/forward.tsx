import type { ReactNode } from 'react';
import { T, useText } from '../../components/words.tsx';
import { Check } from './check.tsx';
import type { CheckLine } from './check-lines.ts';
import type { Entries } from './entries.ts';
import type { Sign } from './geometry.ts';
import { Legend } from './legend.tsx';
import { Picture, type Row } from './picture.tsx';
import type { Course } from './strand.ts';
import { Ways } from './ways.tsx';

/** A page that follows money forward: the answer, the picture, the table, and how to check. */
export function Forward({
  answer,
  rows,
  course,
  ways,
  table,
  lines = [],
  entries = new Map(),
  ids,
  isGap = false,
}: {
  readonly answer: ReactNode;
  readonly rows: readonly Row[];
  readonly course: Course;
  readonly ways: readonly { readonly to: string; readonly message: string }[];
  readonly table: ReactNode;
  readonly lines?: readonly CheckLine[];
  readonly entries?: Entries;
  readonly ids: readonly string[];
  readonly isGap?: boolean;
}) {
  const text = useText();
  return (
    <>
      {answer}
      <Ways
        of={[
          ...ways,
          { to: '#uses', message: 'thread.wayUses' },
          { to: '#amounts', message: 'thread.wayAmounts' },
          { to: '#check', message: 'thread.wayCheck' },
        ]}
      />
      <h2>
        <T id="thread.pictureForward" />
      </h2>
      <Legend signs={signsOf(course)} isGap={isGap} />
      <Picture rows={rows} course={course} label={text('thread.pictureForward')} />
      <h2 id="amounts">
        <T id="thread.amounts" />
      </h2>
      {table}
      <Check lines={lines} entries={entries} ids={ids} />
    </>
  );
}

function signsOf({ pools, after }: Course): ReadonlySet<Sign> {
  return new Set([...pools.flatMap(({ parts }) => parts), ...after].map(({ sign }) => sign));
}
