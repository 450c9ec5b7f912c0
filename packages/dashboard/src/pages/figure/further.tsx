import { Link } from '../../components/link.tsx';
import { T, useText } from '../../components/words.tsx';
import { type Cut, type DetailName, detailNames, type FigureKind } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';

/** The ways to tell lines apart that nodes give only where they are asked: their answers are longer. */
export function Further({
  lens,
  kind,
  cut,
  by,
}: {
  readonly lens: Lens;
  readonly kind: FigureKind;
  readonly cut: Cut;
  readonly by: DetailName | undefined;
}) {
  const text = useText();
  return (
    <nav className="periods" aria-label={text('figure.also')}>
      <p>
        <T id="figure.also" />
      </p>
      <ul>
        {detailNames
          .filter((name) => cut[name] === undefined)
          .map((name) => (
            <li key={name}>
              <Link to="/figure" query={{ kind, ...cut, by: name, ...lensQuery(lens) }} isCurrent={name === by}>
                <T id={`money.cut.${name}`} />
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
