import { type Permission, pathOfAct } from '../acts/act.ts';
import { Refusal } from '../acts/refusal.tsx';
import { Link } from './link.tsx';
import { T, useText } from './words.tsx';

/** A step that can be taken with a thing, and whether whoever asks may take it. */
export interface OfferedAct {
  /** The act's name, as `castVote`. */
  readonly act: string;
  /** What its form is about: an id. */
  readonly about: string;
  readonly permission: Permission | null | undefined;
  /** Which of several like things it is about. */
  readonly name?: string;
}

/**
 * What can be done with a thing: a button where one may, and below, closed, the reasons where one may not. Nothing where
 * there is nothing to say.
 */
export function Acts({ of }: { readonly of: readonly OfferedAct[] }) {
  const text = useText();
  const allowed = of.filter(({ permission }) => permission?.allowed);
  const refused = of.filter(({ permission }) => permission?.allowed === false);
  if (allowed.length === 0 && refused.length === 0) return null;
  return (
    <section className="acts" aria-label={text('act.any.whatYouCanDo')}>
      {allowed.length > 0 && (
        <p className="actions">
          {allowed.map(({ act, about, name }, index) => (
            <Link
              key={`${act} ${about}`}
              to={pathOfAct(act)}
              query={{ about }}
              className={index === 0 ? 'button button-main' : 'button'}
            >
              <T id={`act.${act}.button`} />
              {name !== undefined && <bdi>: {name}</bdi>}
            </Link>
          ))}
        </p>
      )}
      {refused.length > 0 && (
        <details className="soft">
          <summary>
            <T id="act.any.notNow" count={refused.length} />
          </summary>
          <dl>
            {refused.map(({ act, about, name, permission }) => (
              <div key={`${act} ${about}`}>
                <dt>
                  <T id={`act.${act}.button`} />
                  {name !== undefined && <bdi>: {name}</bdi>}
                </dt>
                <dd>
                  <Refusal code={permission?.code ?? ''} message={permission?.reason ?? null} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
