import { createElement } from 'react';
import { InOrder } from '../../components/words.tsx';
import { directionOf } from '../../i18n/locales.ts';
import { useVisit } from '../../visit.tsx';
import { HEAD_HEIGHT, KNOT_Y, RAIL_WIDTH, type RailRow, type Ribbon, type Sign } from './geometry.ts';

/** The ribbons beside one stop; what they show is in the text, so that screen readers pass over them. */
export function Rail({ of, isGap }: { readonly of: RailRow | undefined; readonly isGap: boolean }) {
  const isMirrored = directionOf(useVisit().locale) === 'rtl';
  if (of === undefined) return null;
  return (
    <div className="rail" aria-hidden="true">
      <svg
        aria-hidden="true"
        className="rail-head"
        viewBox={`0 0 ${RAIL_WIDTH} ${HEAD_HEIGHT}`}
        preserveAspectRatio="none"
      >
        <InOrder of={of.ribbons.map((ribbon) => createElement(RibbonPiece, ribbon))} />
        {of.knot !== null && <Knot from={of.knot.from} to={of.knot.to} isMirrored={isMirrored} isGap={isGap} />}
      </svg>
      <svg aria-hidden="true" className="rail-body">
        {of.bands.map(({ key, sign, x, width }) => (
          <g key={key} className={`ribbon ribbon-${sign}`}>
            <rect x={`${x}%`} width={`${width}%`} height="100%" fill={fillOf(sign)} />
            <line x1={`${x}%`} x2={`${x}%`} y2="100%" className="edge" />
            <line x1={`${x + width}%`} x2={`${x + width}%`} y2="100%" className="edge" />
          </g>
        ))}
      </svg>
    </div>
  );
}

function RibbonPiece({ sign, path, edges }: Ribbon) {
  return (
    <g className={`ribbon ribbon-${sign}`}>
      <path d={path} fill={fillOf(sign)} />
      <path d={edges} className="edge" />
    </g>
  );
}

function Knot({
  from,
  to,
  isMirrored,
  isGap,
}: {
  readonly from: number;
  readonly to: number;
  readonly isMirrored: boolean;
  readonly isGap: boolean;
}) {
  const [end, edge] = isMirrored ? [0, to] : [RAIL_WIDTH, from];
  return (
    <g className={isGap ? 'knot knot-gap' : 'knot'}>
      <path d={`M${edge} ${KNOT_Y}H${end}`} />
      <rect x={from - 1.5} y={KNOT_Y - 4} width={to - from + 3} height="8" rx="2" />
    </g>
  );
}

/** Hatched where it is a share; the styles fill the others. */
function fillOf(sign: Sign): string | undefined {
  return sign === 'pro-rata' ? 'url(#hatch)' : undefined;
}
