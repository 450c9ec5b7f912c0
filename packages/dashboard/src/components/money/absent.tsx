import { type Lens, lensQuery } from '../../money/lens.ts';
import { useVisit } from '../../visit.tsx';
import { type CoverageData, MissingBooks, Reason } from '../coverage.tsx';
import { Link } from '../link.tsx';
import { Notice } from '../notice.tsx';
import { T } from '../words.tsx';
import { Entity } from './figures.tsx';

/** True where totals would be too small and the reader has not asked to see them all the same. */
export function hidesTotals(lens: Lens, coverage: Pick<CoverageData, 'missing'>): boolean {
  return coverage.missing.length > 0 && !lens.showsPartial;
}

/** Who did not answer, and the way to totals without them, or back; and whose books are missing. */
export function Absent({ lens, coverage }: { readonly lens: Lens; readonly coverage: CoverageData }) {
  const { missing } = coverage;
  return (
    <>
      {missing.length > 0 && (
        <Notice kind="partial" title={<T id="coverage.missing" count={missing.length} />}>
          <ul>
            {missing.map(({ node, reason }) => (
              <li key={node}>
                <Entity id={node} />: <Reason code={reason} />
              </li>
            ))}
          </ul>
          <p>
            <T id={lens.showsPartial ? 'coverage.tooSmall' : 'money.totalsHidden'} /> <OtherChoice lens={lens} />
          </p>
        </Notice>
      )}
      <MissingBooks of={coverage} />
    </>
  );
}

/** In the place of a total that is not shown. */
export function NotShown({ count }: { readonly count: number }) {
  return (
    <span className="not-shown">
      <T id="money.notShown" count={count} />
    </span>
  );
}

/** Above partial figures that the reader asked for: that they are. */
export function Incomplete({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <p>
      <span className="not-shown">
        <T id="money.incomplete" count={count} />
      </span>
    </p>
  );
}

function OtherChoice({ lens }: { readonly lens: Lens }) {
  const { path, query } = useVisit();
  const others = Object.fromEntries([...query].filter(([key]) => key !== 'partial'));
  return (
    <Link to={path} query={{ ...others, ...lensQuery({ ...lens, showsPartial: !lens.showsPartial }) }}>
      <T id={lens.showsPartial ? 'money.hidePartial' : 'money.showPartial'} />
    </Link>
  );
}
