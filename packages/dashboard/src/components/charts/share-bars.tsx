/** One bar, drawn from the start of its row. */
export interface Bar {
  readonly part: bigint;
  readonly kind: 'in' | 'out';
}

const HEIGHT = 6;
const GAP = 2;

/**
 * Bars beside a row's figures, all of a table to one scale that begins at zero; for the eye only, since the figures stand
 * beside them. What was taken back is no bar. Where nothing is known there is an empty dashed frame.
 */
export function ShareBars({
  bars,
  of,
  isPartOfWhole = false,
}: {
  readonly bars: readonly Bar[] | 'missing';
  /** What the whole width stands for. */
  readonly of: bigint;
  /** True where the width is a whole that the bar is a part of: then its end is drawn too. */
  readonly isPartOfWhole?: boolean;
}) {
  if (bars === 'missing') {
    return (
      <svg className="bars" width="100%" height={HEIGHT + GAP} aria-hidden="true">
        <rect className="bar-missing" x="1" y="1" width="99%" height={HEIGHT} />
      </svg>
    );
  }
  return (
    <svg className="bars" width="100%" height={bars.length * (HEIGHT + GAP)} aria-hidden="true">
      {isPartOfWhole && <rect className="bar-whole" width="100%" height={HEIGHT} />}
      {bars.map(({ part, kind }, index) => (
        <rect
          key={kind}
          className={`bar-${kind}`}
          y={index * (HEIGHT + GAP)}
          width={percentOf(part, of)}
          height={HEIGHT}
        />
      ))}
    </svg>
  );
}

/** A part of a whole as a length, to a hundredth of a percent; what is not nothing can be seen. */
function percentOf(part: bigint, of: bigint): string {
  if (part <= 0n || of <= 0n) return '0%';
  const hundredths = (part * 10_000n) / of;
  return `${Math.max(Number(hundredths > 10_000n ? 10_000n : hundredths) / 100, 0.3)}%`;
}
