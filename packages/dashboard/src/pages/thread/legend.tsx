import { T } from '../../components/words.tsx';
import type { Sign } from './geometry.ts';

const SIGNS = [
  { sign: 'pro-rata', message: 'thread.legendProRata' },
  { sign: 'direct', message: 'thread.legendDirect' },
  { sign: 'missing', message: 'thread.legendMissing' },
  { sign: 'rest', message: 'thread.legendRest' },
] as const;

/** What the ribbons mean: only the signs that are on this page; and the hatching itself, which all pictures use. */
export function Legend({ signs, isGap = false }: { readonly signs: ReadonlySet<Sign>; readonly isGap?: boolean }) {
  return (
    <>
      <svg className="hatches" width="0" height="0" aria-hidden="true">
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2.5" height="6" />
        </pattern>
      </svg>
      <p>
        <T id="thread.pictureHelp" />
      </p>
      <ul className="legend strand-legend">
        {SIGNS.filter(({ sign }) => sign === 'direct' || signs.has(sign) || (isGap && sign === 'missing')).map(
          ({ sign, message }) => (
            <li key={sign} className={`swatch swatch-${sign}`}>
              <T id={message} />
            </li>
          ),
        )}
      </ul>
    </>
  );
}
