import { NodeLabel } from '../../components/coverage.tsx';
import { Labelled } from '../../components/labelled.tsx';
import { Notice } from '../../components/notice.tsx';
import { Code, Id, ListOf, T, useText } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageAnswer, PageDefinition } from '../../page.ts';
import { type Session, withSession } from '../../session/cookie.ts';
import { signIn as openSession } from '../../session/sessions.ts';
import { addressOf, type Visit } from '../../visit.tsx';
import { type DemoPerson, demoPeople, isDemoAnswer, type NodeChoice, nodesToSignInAt } from './load.ts';

const OWN = 'http://page.invalid';

type Trouble =
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly node: string };

/** Signing in at the node where one is known; in a demonstration, as anybody. */
export const signIn: PageDefinition = {
  path: '/sign-in',
  show: (visit) => page(visit),
  async submit(visit, form) {
    const { node = '', code = '', person } = form;
    if (visit.demo !== undefined && person !== undefined) {
      const answer = await visit.demo.signIn(node, { person });
      if (!isDemoAnswer(answer)) return page(visit, { kind: 'unavailable', node });
      const { name = null } = (await demoPeople(visit.demo)).get(node)?.find(({ id }) => id === person) ?? {};
      return enter(visit, form, {
        node,
        person,
        name,
        secret: answer.session,
        endsAt: Date.parse(answer.sessionExpiresAt),
        token: answer.token,
        tokenEndsAt: visit.now + answer.expiresInMs,
      });
    }
    if (node === '' || code.trim() === '') return page(visit, { kind: 'missing' });
    const outcome = await openSession(visit.graph, node, code);
    if ('session' in outcome) return enter(visit, form, outcome.session);
    if ('refused' in outcome) return page(visit, { kind: 'refused', ...outcome.refused });
    return page(visit, { kind: 'unavailable', node });
  },
};

function enter(visit: Visit, { next = '' }: Readonly<Record<string, string>>, session: Session): PageAnswer {
  return { redirect: ownAddress(visit, next), sessions: withSession(visit.sessions, session) };
}

/** Only an address of this page: a link could name another host. */
function ownAddress(visit: Visit, next: string): string {
  const url = next.startsWith('/') ? URL.parse(next, OWN) : null;
  const isOwn = url !== null && url.origin === OWN && !url.pathname.startsWith('//');
  return isOwn ? url.pathname + url.search : addressOf(visit, '/you');
}

async function page(visit: Visit, trouble?: Trouble): Promise<PageAnswer> {
  const nodes = await nodesToSignInAt(visit);
  const people = visit.demo === undefined ? undefined : await demoPeople(visit.demo);
  const next = visit.query.get('next') ?? '';
  return {
    status: trouble === undefined ? 200 : 422,
    title: translate(visit.locale, 'signIn.title'),
    body: (
      <article>
        <h1>
          <T id="signIn.title" />
        </h1>
        {trouble !== undefined && <Trouble of={trouble} />}
        <p>
          <T id="signIn.why" />
        </p>
        {people !== undefined && <DemoPeople people={people} next={next} />}
        <CodeForm nodes={nodes} next={next} />
      </article>
    ),
  };
}

function Trouble({ of }: { readonly of: Trouble }) {
  switch (of.kind) {
    case 'missing':
      return <Notice kind="refused" title={<T id="signIn.missing" />} />;
    case 'refused':
      return (
        <Notice kind="refused" title={<T id="signIn.refused" />}>
          <p lang="en" dir="ltr">
            {of.message}
          </p>
          <p>
            <T id="signIn.refusedDo" />
          </p>
        </Notice>
      );
    case 'unavailable':
      return (
        <Notice kind="failed" title={<T id="signIn.unavailable" node={<Id key="node" of={of.node} />} />}>
          <p>
            <T id="signIn.unavailableDo" />
          </p>
        </Notice>
      );
  }
}

function CodeForm({ nodes, next }: { readonly nodes: readonly NodeChoice[]; readonly next: string }) {
  const text = useText();
  return (
    <form method="post" className="act-form">
      <input type="hidden" name="next" value={next} />
      <Labelled id="node" label={<T id="signIn.where" />} hint={<T id="signIn.whereHint" />}>
        {(ties) => (
          <select {...ties} name="node" required defaultValue="">
            <option value="">–</option>
            {nodes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name ?? text(`node.${id}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled id="code" label={<T id="signIn.code" />} hint={<T id="signIn.codeHint" />}>
        {(ties) => <input {...ties} name="code" required autoComplete="one-time-code" spellCheck={false} />}
      </Labelled>
      <button type="submit" className="button-main">
        <T id="signIn.submit" />
      </button>
    </form>
  );
}

function DemoPeople({
  people,
  next,
}: {
  readonly people: ReadonlyMap<string, readonly DemoPerson[]>;
  readonly next: string;
}) {
  const text = useText();
  return (
    <section>
      <h2>
        <T id="signIn.demoTitle" />
      </h2>
      <p>
        <T id="signIn.demo" />
      </p>
      {[...people].map(([node, some]) => (
        <details key={node} id={`people-of-${node}`} className="people" open={people.size < 3}>
          <summary>
            <T id="signIn.demoPeople" node={<NodeLabel key="node" id={node} />} />
          </summary>
          <ul>
            {some.map(({ id, name, roles }) => (
              <li key={id}>
                <form method="post">
                  <input type="hidden" name="next" value={next} />
                  <input type="hidden" name="node" value={node} />
                  <input type="hidden" name="person" value={id} />
                  <button type="submit" aria-label={text('signIn.demoSubmit', { name: name ?? id })}>
                    <bdi>{name ?? id}</bdi>
                  </button>{' '}
                  <span className="soft">
                    {roles.length === 0 ? (
                      <T id="signIn.noRole" />
                    ) : (
                      <ListOf of={[...new Set(roles)].map((role) => <Code key={role} area="role" code={role} />)} />
                    )}
                  </span>
                </form>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
