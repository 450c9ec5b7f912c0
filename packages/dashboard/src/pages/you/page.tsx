import { pathOfAct } from '../../acts/act.ts';
import { NodeLabel, NodeName } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Called, Code, Moment, T, useText } from '../../components/words.tsx';
import { formatList, nameOfCode } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, useVisit } from '../../visit.tsx';
import { formFor, type WaitingHere, waitingAt } from './load.ts';

/** What waits for whoever is signed in, at each node where they are. */
export const you: PageDefinition = {
  path: '/you',
  isPersonal: true,
  async show(visit) {
    const title = translate(visit.locale, 'waiting.title');
    const people = visit.signedIn?.people ?? [];
    const places = await Promise.all(
      people.map(async (person) => ({ ...person, here: await waitingAt(visit, person.node) })),
    );
    return {
      title,
      body: (
        <article>
          <h1>{title}</h1>
          {places.length === 0 && <Nobody />}
          {places.map(({ node, name, person, here }) => (
            <section key={node}>
              <h2>
                <T
                  id="waiting.at"
                  name={<bdi key="name">{here?.viewer?.name ?? name ?? person}</bdi>}
                  node={<NodeName key="node" id={node} />}
                />
              </h2>
              {here === null ? (
                <Notice kind="partial" title={<T id="coverage.unavailable" node={<NodeName key="node" id={node} />} />}>
                  <p>
                    <T id="waiting.down" /> <T id="coverage.tryAgain" />
                  </p>
                </Notice>
              ) : (
                <Place node={node} here={here} />
              )}
              <form method="post" action={addressOf(visit, '/sign-out')} data-leaving>
                <input type="hidden" name="node" value={node} />
                <button type="submit">
                  <T id="signIn.signOutAt" node={<NodeLabel key="node" id={node} />} />
                </button>
              </form>
            </section>
          ))}
        </article>
      ),
    };
  },
};

function Nobody() {
  const visit = useVisit();
  const next = addressOf(visit, '/you');
  return (
    <Empty>
      <p>
        <T id="waiting.nobody" />
      </p>
      <p>
        <T
          id="waiting.nobodyDo"
          link={(parts) => (
            <Link key="link" to="/sign-in" query={{ next }}>
              {parts}
            </Link>
          )}
        />
      </p>
    </Empty>
  );
}

const SUPPORT: ReadonlySet<string> = new Set(['council', 'trademark', 'fundraising']);

function Place({ node, here }: { readonly node: string; readonly here: WaitingHere }) {
  const { locale } = useVisit();
  const text = useText();
  const roles = [...new Set(here.viewer?.roles.map(({ role }) => nameOfCode(locale, 'role', role)))];
  const { nodes, hasMore } = here.waiting;
  return (
    <>
      {roles.length > 0 && (
        <p className="soft">
          <T id="waiting.roles" roles={formatList(locale, roles)} />
        </p>
      )}
      {nodes.length === 0 ? (
        <Empty>
          <p>
            <T id="waiting.nothing" node={<NodeName key="node" id={node} />} /> <T id="waiting.nothingDo" />
          </p>
        </Empty>
      ) : (
        <ol className="waiting">
          {nodes.map((one) => {
            const form = formFor(one, node);
            const what = (
              <T
                id="waiting.what"
                act={<Code key="act" area="waiting" code={one.kind} />}
                name={<Called key="name" of={one.title ?? one.part ?? text('waiting.untitled')} />}
              />
            );
            return (
              <li key={`${one.kind} ${one.subject} ${one.part}`}>
                {form === undefined ? (
                  what
                ) : (
                  <Link to={pathOfAct(form.act)} query={{ about: form.about }}>
                    {what}
                  </Link>
                )}
                {one.since !== null && (
                  <span className="soft">
                    {' '}
                    <T id="waiting.since" moment={<Moment key="since" of={one.since} />} />
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {hasMore && (
        <p className="soft">
          <T id="waiting.more" />
        </p>
      )}
      <Begin node={node} roles={here.viewer?.roles.map(({ role }) => role) ?? []} />
      <ToExpenses node={node} />
      <ToBank node={node} roles={here.viewer?.roles.map(({ role }) => role) ?? []} />
    </>
  );
}

/** The way to what people ask a hub to pay. Support pays nobody here. */
function ToExpenses({ node }: { readonly node: string }) {
  if (SUPPORT.has(node)) return null;
  return (
    <p>
      <Link to={`/hubs/${node}/expenses`}>
        <T id="expenses.title" />
      </Link>
    </p>
  );
}

/** The way to what the bank says, for those who may read it. Support has no bank here. */
function ToBank({ node, roles }: { readonly node: string; readonly roles: readonly string[] }) {
  if (SUPPORT.has(node) || !roles.some((role) => role === 'treasurer' || role === 'board-member')) return null;
  return (
    <p>
      <Link to={`/hubs/${node}/bank`}>
        <T id="bank.toBank" />
      </Link>
    </p>
  );
}

/** What nobody waits for, and one may still begin. */
function Begin({ node, roles }: { readonly node: string; readonly roles: readonly string[] }) {
  const begins = SUPPORT.has(node)
    ? roles.includes('council-member')
      ? [{ act: 'proposeFramework', about: undefined }]
      : []
    : [
        { act: 'submitExpense', about: node },
        { act: 'formTeam', about: node },
      ];
  if (begins.length === 0) return null;
  return (
    <p className="actions">
      {begins.map(({ act, about }) => (
        <Link key={act} to={pathOfAct(act)} query={{ about }} className="button">
          <T id={`act.${act}.button`} />
        </Link>
      ))}
    </p>
  );
}
