import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { T } from '../../components/words.tsx';
import { type Cut, type FigureKind, postingsQuery } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';
import { TeamBooksLink } from './finer.tsx';

/** From a figure of one node to the postings in its books; or what to choose before. */
export function ToPostings({
  kind,
  cut,
  lens,
  withTeams,
}: {
  readonly kind: FigureKind;
  readonly cut: Cut;
  readonly lens: Lens;
  /** The nodes whose figures have their teams' books in them. */
  readonly withTeams?: ReadonlySet<string>;
}) {
  const query = postingsQuery(kind, cut);
  if (cut.node === undefined) return null;
  if (query === undefined) {
    return (
      <p>
        <T id={cut.region === undefined ? 'figure.noPostingsFilter' : 'figure.regionIsNoPosting'} />
      </p>
    );
  }
  return (
    <p>
      <Link to={`/books/${cut.node}/postings`} query={{ ...query, ...lensQuery(lens) }} className="button">
        <T id="figure.toPostings" node={<Entity key="node" id={cut.node} isPlain />} />
      </Link>{' '}
      {withTeams?.has(cut.node) === true && <TeamBooksLink node={cut.node} lens={lens} />}
    </p>
  );
}
