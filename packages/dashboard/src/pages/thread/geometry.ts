import { scaleLinear } from 'd3-scale';
import { area, curveBumpY, line } from 'd3-shape';

/** What a ribbon says of the money in it; the same signs as everywhere: solid, hatched, dashed, and empty for the rest. */
export type Sign = 'direct' | 'pro-rata' | 'missing' | 'rest';

/** A part of the thread from one row of the picture to another. */
export interface Lane {
  readonly key: string;
  readonly sign: Sign;
  readonly minor: bigint;
  /** Where it lies in the whole, from 0 to the total. */
  readonly offset: bigint;
  /** How many gaps there are before it. */
  readonly gap: number;
  readonly from: number;
  readonly to: number;
  /** If it leaves another lane in its first row: how many gaps there are before that one. */
  readonly splitsFrom?: number;
  /** If it joins another lane in its last row: how many gaps there are before that one. */
  readonly joins?: number;
  /** True if others have joined it in its first row. */
  readonly isJoined?: boolean;
  /** True if others leave it in its last row, and nothing of it is left. */
  readonly isSplit?: boolean;
  /** The rows whose text is about it. */
  readonly marks: readonly number[];
}

/** All lanes of one picture; lanes side by side never add up to more than the total. */
export interface Strand {
  readonly total: bigint;
  readonly lanes: readonly Lane[];
}

export interface Ribbon {
  readonly sign: Sign;
  readonly path: string;
  /** Its two edges, without its ends: pieces that follow one another are to look like one. */
  readonly edges: string;
}

export interface Band {
  readonly key: string;
  readonly sign: Sign;
  readonly x: number;
  readonly width: number;
}

/** What is drawn beside one row: a head of fixed height, in which lanes begin, end, join and split, and straight bands. */
export interface RailRow {
  readonly ribbons: readonly Ribbon[];
  readonly bands: readonly Band[];
  /** The mark from the lanes that the row's text is about; null where there are none. */
  readonly knot: { readonly from: number; readonly to: number } | null;
}

/** The width of the picture, in its own units: per cent. */
export const RAIL_WIDTH = 100;
/** The height of a row's head, in its own units. */
export const HEAD_HEIGHT = 48;
const GAP = 2.5;
/** Where the mark of a row stands in its head; what bends has bent before. */
export const KNOT_Y = 28;
const BEND = 20;
const PLACES = 1_000_000_000n;

/** Where each row's ribbons lie. Widths are in proportion to amounts; from right to left all is mirrored. */
export function railOf({ total, lanes }: Strand, rows: number, direction: 'ltr' | 'rtl'): readonly RailRow[] {
  const gaps = lanes.reduce((most, { gap }) => Math.max(most, gap), 0);
  const scale = scaleLinear()
    .domain([0, 1])
    .range([0, RAIL_WIDTH - GAP * gaps]);
  // Only what is drawn is computed with floats: the amounts themselves stay whole numbers.
  const x = (minor: bigint, gap: number): number =>
    scale(total <= 0n ? 0 : Number((minor * PLACES) / total) / Number(PLACES)) + gap * GAP;
  const span = ({ offset, minor }: Lane, gap: number): Span => {
    const [left, right] = [x(offset, gap), x(offset + minor, gap)];
    return direction === 'rtl' ? [RAIL_WIDTH - right, RAIL_WIDTH - left] : [left, right];
  };
  return Array.from({ length: rows }, (_, row) => {
    const present = lanes.filter(({ from, to, minor }) => from <= row && row <= to && minor > 0n);
    return {
      ribbons: present.flatMap((lane) => ribbonsOf(lane, row, (gap) => span(lane, gap))),
      bands: present
        .filter(({ to }) => row < to)
        .map((lane) => {
          const [left, right] = span(lane, lane.gap);
          return { key: lane.key, sign: lane.sign, x: round(left), width: round(right - left) };
        }),
      knot: knotOf(present.filter(({ marks }) => marks.includes(row)).map((lane) => span(lane, lane.gap))),
    };
  });
}

type Span = readonly [left: number, right: number];

function ribbonsOf(lane: Lane, row: number, spanAt: (gap: number) => Span): Ribbon[] {
  const own = spanAt(lane.gap);
  if (row === lane.to && lane.isSplit) return [];
  if (row === lane.to && lane.joins !== undefined) return [ribbon(lane, own, spanAt(lane.joins), 0, BEND)];
  const isFirst = row === lane.from;
  if (isFirst && lane.isJoined) return [ribbon(lane, own, own, BEND)];
  if (isFirst && lane.splitsFrom !== undefined) {
    return [
      ribbon(lane, spanAt(lane.splitsFrom), own, 0, BEND),
      ribbon(lane, own, own, BEND, row === lane.to ? KNOT_Y : HEAD_HEIGHT),
    ];
  }
  return [ribbon(lane, own, own, isFirst ? KNOT_Y : 0, row === lane.to ? KNOT_Y : HEAD_HEIGHT)];
}

function knotOf(spans: readonly Span[]): RailRow['knot'] {
  if (spans.length === 0) return null;
  return {
    from: round(Math.min(...spans.map(([left]) => left))),
    to: round(Math.max(...spans.map(([, right]) => right))),
  };
}

function ribbon({ sign }: Lane, top: Span, bottom: Span, from: number, to: number = HEAD_HEIGHT): Ribbon {
  const ends: readonly End[] = [
    [top, from],
    [bottom, to],
  ];
  const edge = (side: 0 | 1): string =>
    line<End>()
      .x(([span]) => span[side])
      .y(([, y]) => y)
      .curve(curveBumpY)
      .digits(3)(ends) ?? '';
  const shape = area<End>()
    .x0(([[left]]) => left)
    .x1(([[, right]]) => right)
    .y(([, y]) => y)
    .curve(curveBumpY)
    .digits(3);
  return { sign, path: shape(ends) ?? '', edges: edge(0) + edge(1) };
}

type End = readonly [span: Span, y: number];

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
