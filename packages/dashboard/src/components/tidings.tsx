import { hasMessage } from '../i18n/catalogue.ts';
import { addressOf, useVisit } from '../visit.tsx';
import { NodeName } from './coverage.tsx';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { T } from './words.tsx';

/** What stands above any page, because of what was just done or has just ended. */
export function Tidings() {
  const visit = useVisit();
  const { expired, query, path } = visit;
  const done = query.get('done') ?? '';
  const others = Object.fromEntries([...query].filter(([name]) => name !== 'done'));
  const next = addressOf(visit, path, others);
  return (
    <>
      {expired.map((node) => (
        <Notice key={node} kind="expired" title={<T id="signIn.expired" node={<NodeName key="node" id={node} />} />}>
          <p>
            <T
              id="signIn.expiredDo"
              link={(parts) => (
                <Link key="link" to="/sign-in" query={{ next }}>
                  {parts}
                </Link>
              )}
            />
          </p>
        </Notice>
      ))}
      {hasMessage(`act.${done}.done`) && (
        <Notice kind="done" id="done" title={<T id={`act.${done}.done`} />}>
          <p>
            <T id={`act.${done}.wayBack`} />
          </p>
          {visit.signedIn !== null && (
            <p>
              <Link to="/you">
                <T id="waiting.title" />
              </Link>
            </p>
          )}
        </Notice>
      )}
      <div className="notice notice-offline" role="status" hidden data-offline>
        <p>
          <strong>
            <T id="layout.offline" />
          </strong>{' '}
          <T id="layout.offlineAsOf" moment={<time key="moment" data-offline-moment />} />
        </p>
      </div>
    </>
  );
}
