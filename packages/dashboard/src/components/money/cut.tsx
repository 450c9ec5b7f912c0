import { type Cut, cutNames } from '../../money/cut.ts';
import { useVisit } from '../../visit.tsx';
import { Link } from '../link.tsx';
import { T } from '../words.tsx';
import { KeyName } from './figures.tsx';

/** What a figure is narrowed to, each with the way to leave it out. */
export function CutFacts({ cut }: { readonly cut: Cut }) {
  const { path, query } = useVisit();
  const without = (name: string): Record<string, string> =>
    Object.fromEntries([...query].filter(([key]) => key !== name && key !== 'after'));
  const names = cutNames.filter((name) => cut[name] !== undefined);
  if (names.length === 0) return null;
  return (
    <dl className="facts">
      {names.map((name) => (
        <div key={name} className="fact">
          <dt>
            <T id={`money.cut.${name}`} />
          </dt>
          <dd>
            <KeyName of={cut[name] ?? ''} name={name} />{' '}
            <Link to={path} query={without(name)} className="leave">
              <T id={`money.any.${name}`} />
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
