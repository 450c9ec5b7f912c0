import type { CutName, FigureKind } from '../../money/cut.ts';
import type { Lens } from '../../money/lens.ts';
import { type Line, minorOf, moneyOfKind } from '../../money/sums.ts';
import { ShareBars } from '../charts/share-bars.tsx';
import { Reason } from '../coverage.tsx';
import { T } from '../words.tsx';
import { Converted, Entity, KeyName } from './figures.tsx';

/** The heading of a line: what it is called, and a bar for each of `kinds` to the scale of its table. */
export function LineName({
  line,
  by,
  kinds,
  scale,
}: {
  readonly line: Line;
  readonly by: CutName;
  readonly kinds: readonly ('income' | 'spending')[];
  readonly scale: bigint;
}) {
  return (
    <>
      <KeyName of={line.key} name={by} />
      <ShareBars
        of={scale}
        bars={kinds.map((kind) => ({
          kind: kind === 'income' ? 'in' : 'out',
          part: minorOf(moneyOfKind(line, kind).inReport),
        }))}
      />
    </>
  );
}

/** The heading of the line of an entity that did not answer: an empty frame, and why. */
export function MissingName({ node, reason }: { readonly node: string; readonly reason: string }) {
  return (
    <>
      <Entity id={node} />
      <ShareBars bars="missing" of={1n} />
      <span className="line">
        <Reason code={reason} />
      </span>
    </>
  );
}

/** What stands where a figure would be. */
export function MissingFigure() {
  return <T id="money.missing" />;
}

/** What came in, or what was spent, of a line; it opens what it is made of. */
export function LineAmount({
  line,
  kind,
  by,
  lens,
  withoutRate,
}: {
  readonly line: Line;
  readonly kind: Exclude<FigureKind, 'balance'>;
  readonly by: CutName;
  readonly lens: Lens;
  readonly withoutRate: readonly string[];
}) {
  return (
    <Converted
      isBare
      {...moneyOfKind(line, kind)}
      lens={lens}
      kind={kind}
      cut={{ [by]: line.key }}
      withoutRate={withoutRate}
    />
  );
}
