import { Link } from '../../components/link.tsx';
import { Code, T, useText } from '../../components/words.tsx';
import { useVisit } from '../../visit.tsx';

/** The choices of a list, each a link: all, or those that stand in one way. */
export function Filter({
  area,
  choices,
  chosen,
}: {
  /** Where the words for the choices are, as `grants.status`. */
  readonly area: string;
  readonly choices: readonly string[];
  readonly chosen: string | null;
}) {
  const { path } = useVisit();
  const text = useText();
  return (
    <nav className="filter" aria-label={text('places.filter')}>
      <ul>
        <li>
          <Link to={path} isCurrent={chosen === null}>
            <T id="places.all" />
          </Link>
        </li>
        {choices.map((choice) => (
          <li key={choice}>
            <Link to={path} query={{ status: choice.toLowerCase() }} isCurrent={choice === chosen}>
              <Code area={area} code={choice} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The message for a list without anything: of the whole list, or of those that stand in one way, as `grants.noneDeclined`. */
export function emptyOf(message: string, chosen: string | null): string {
  return chosen === null ? message : `${message}${chosen.charAt(0)}${chosen.slice(1).toLowerCase()}`;
}
