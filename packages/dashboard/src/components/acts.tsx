import { type Permission, pathOfAct } from '../acts/act.ts';
import { Refusal } from '../acts/refusal.tsx';
import { useVisit } from '../visit.tsx';
import { Link } from './link.tsx';
import { T, useText } from './words.tsx';

/** A step that can be taken with a thing, and whether whoever asks may take it. */
export interface OfferedAct {
  /** The act's name, as `castVote`. */
  readonly act: string;
  /** What its form is about: an id. */
  readonly about: string;
  readonly permission: Permission | null | undefined;
}

/**
 * What can be done with a thing: a button where one may, the reason where one may not. Nothing for those who are not
 * signed in anywhere: they came to read.
 */
export function Acts({ of }: { readonly of: readonly OfferedAct[] }) {
  const { signedIn } = useVisit();
  const text = useText();
  const known = of.filter(({ permission }) => permission != null);
  if (signedIn === null || known.length === 0) return null;
  return (
    <section className="acts" aria-label={text('act.any.whatYouCanDo')}>
      <p className="actions">
        {known
          .filter(({ permission }) => permission?.allowed)
          .map(({ act, about }) => (
            <Link key={act} to={pathOfAct(act)} query={{ about }} className="button button-main">
              <T id={`act.${act}.button`} />
            </Link>
          ))}
      </p>
      {known
        .filter(({ permission }) => permission?.allowed === false)
        .map(({ act, permission }) => (
          <details key={act} className="soft">
            <summary>
              <T id="act.any.notNow" title={<T key="title" id={`act.${act}.button`} />} />
            </summary>
            <Refusal code={permission?.code ?? ''} message={permission?.reason ?? null} />
          </details>
        ))}
    </section>
  );
}
