import { KeyName } from '../../components/money/figures.tsx';
import { T } from '../../components/words.tsx';
import { UNKNOWN } from '../../money/cut.ts';
import type { Line } from '../../money/sums.ts';
import type { Way } from './ways.ts';

/** What all of a figure is alike in: a table of one line would say no more. */
export function InCommon({ of }: { readonly of: readonly { readonly by: Way; readonly lines: readonly Line[] }[] }) {
  const same = of.flatMap(({ by, lines: [line, ...others] }) =>
    line === undefined || others.length > 0 || line.key === UNKNOWN ? [] : [{ by, key: line.key }],
  );
  if (same.length === 0) return null;
  return (
    <>
      <h2>
        <T id="figure.inCommon" />
      </h2>
      <dl className="facts">
        {same.map(({ by, key }) => (
          <div key={by} className="fact">
            <dt>
              <T id={`money.cut.${by}`} />
            </dt>
            <dd>
              <KeyName of={key} name={by} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
