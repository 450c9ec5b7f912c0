import { scaleBand, scaleLinear } from 'd3-scale';
import { formatMonth, formatRound, type Money } from '../../i18n/format.ts';
import { directionOf } from '../../i18n/locales.ts';
import { minorOf } from '../../money/sums.ts';
import { useVisit } from '../../visit.tsx';

/** What there is in one month or year. */
export interface Point {
  /** As 2026-03 or 2026. */
  readonly key: string;
  readonly amount: Money;
}

const HEIGHT = 120;
const TOP = 12;
const LABELS = 18;
const LABELS_MAX = 3;

/**
 * Bars over time, from zero, to a scale that panels beside each other share: `most` and `least` are of all of them. For
 * the eye only: its table stands beside it. Widths are parts of the whole, so that its letters keep their size.
 */
export function BarsOverTime({
  points,
  kind,
  least,
  most,
  places,
}: {
  readonly points: readonly Point[];
  readonly kind: 'in' | 'out';
  readonly least: bigint;
  readonly most: bigint;
  /** The decimal places of the currency, for the round numbers at the side. */
  readonly places: number;
}) {
  const visit = useVisit();
  const isLeftward = directionOf(visit.locale) === 'rtl';
  const unit = 10 ** places;
  const y = scaleLinear()
    .domain([Number(least < 0n ? least : 0n) / unit, Number(most > 0n ? most : 1n) / unit])
    .nice(3)
    .range([HEIGHT - LABELS, TOP]);
  const x = scaleBand(
    points.map(({ key }) => key),
    isLeftward ? [100, 0] : [0, 100],
  ).padding(0.25);
  const every = Math.ceil(points.length / LABELS_MAX);
  const anchor = isLeftward ? 'end' : 'start';
  return (
    <div className="plot">
      <svg className="plot-side" height={HEIGHT} direction="ltr" aria-hidden="true">
        {y.ticks(3).map((tick) => (
          <text key={tick} x={isLeftward ? '0' : '100%'} y={y(tick) + 4} textAnchor={isLeftward ? 'start' : 'end'}>
            {formatRound(visit.locale, tick)}
          </text>
        ))}
      </svg>
      <svg className="plot-bars" height={HEIGHT} direction="ltr" aria-hidden="true">
        {y.ticks(3).map((tick) => (
          <line key={tick} className={tick === 0 ? 'zero' : undefined} x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
        ))}
        {points.map(({ key, amount }, index) => {
          const value = y(Number(minorOf(amount)) / unit);
          const left = x(key) ?? 0;
          const edge = isLeftward ? left + x.bandwidth() : left;
          return (
            <g key={key}>
              <rect
                className={`bar-${kind}`}
                x={`${round(left)}%`}
                y={round(Math.min(value, y(0)))}
                width={`${round(x.bandwidth())}%`}
                height={round(Math.abs(value - y(0)))}
              />
              {index % every === 0 && (
                <text x={`${round(edge)}%`} y={HEIGHT - 4} textAnchor={anchor}>
                  {formatMonth(visit.locale, key)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const round = (length: number): number => Math.round(length * 100) / 100;
