import { tokensOf } from '../../acts/act.ts';
import { offersAtExpenses } from '../../acts/offers.ts';
import type { Entry } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Status } from '../../components/status.tsx';
import { Amount, Called, Code, Country, Day, Purpose, T } from '../../components/words.tsx';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { listPage } from '../hub-lists/list-page.tsx';
import { Filter } from '../places/filter.tsx';
import { Name } from '../places/lines.tsx';
import { choiceOf, cutOf } from '../places/paging.ts';
import { toneOf } from '../places/tones.ts';
import { HubExpenses, type HubExpensesQuery } from './expenses.generated.ts';
import { Rules } from './rules.tsx';

type Line = NonNullable<NonNullable<HubExpensesQuery['hub']>['expenses']>['nodes'][number];

const STATUS = [
  'SUBMITTED',
  'INCOMPLETE',
  'REVIEWED',
  'APPROVED',
  'PAID',
  'RECEIPTED',
  'REFUSED',
  'WITHDRAWN',
] as const;
/** What those who are signed in at the hub may ask for besides. */
const OWN = ['WAITING', 'MINE'] as const;

/** What a hub was asked to pay, the newest first; or what of it is one's own, or waits for one. */
export const hubExpenses: PageDefinition = {
  path: '/hubs/:hub/expenses',
  offers: offersAtExpenses,
  show(visit) {
    const hub = visit.params['hub'] ?? '';
    const choices = isSomebodyAt(visit, hub) ? [...OWN, ...STATUS] : STATUS;
    const chosen = choiceOf(visit, 'status', choices);
    const where =
      chosen === 'MINE' ? { isMine: true } : chosen === 'WAITING' ? { waitsForMe: true } : { status: chosen };
    return listPage(visit, {
      title: 'expenses.title',
      asked: visit.graph.ask(HubExpenses, { hub, where, ...cutOf(visit) }, tokensOf(visit)),
      list: ({ hub: of }) => of?.expenses,
      line,
      empty: chosen === null ? 'expenses.none' : 'expenses.noneOfThese',
      above: ({ hub: of }) => (
        <>
          <p>
            <T id="expenses.about" />
          </p>
          {of?.expenses != null && <Rules of={of} />}
          <Filter area="expenses.status" choices={choices} chosen={chosen} />
        </>
      ),
    });
  },
};

function isSomebodyAt({ signedIn }: Visit, hub: string): boolean {
  return signedIn?.people.some(({ node }) => node === hub) === true;
}

function line(of: Line): Entry {
  const { id, kind, status, title, amount, day, spentIn, purpose, team, isWithheld, next } = of;
  const called = kind === null ? <T id="expenses.expense" /> : <Code area="expenses.kind" code={kind} />;
  return {
    key: id,
    title: <Link to={`/expenses/${id}`}>{title === null ? called : <Called of={title} />}</Link>,
    status: status !== null && <Status area="expenses.status" code={status} tone={toneOf(status)} />,
    figure: amount !== null && <Amount of={amount} />,
    facts: [
      title !== null && called,
      next?.step === 'APPROVAL' && next.approvalsNeeded !== null && (
        <T id="expenses.approvals" given={next.approvalsGiven} needed={next.approvalsNeeded} />
      ),
      day !== null && <Day of={day} />,
      spentIn !== null && <Country code={spentIn} />,
      purpose !== null && <Purpose code={purpose} />,
      team !== null && (
        <Link to={`/teams/${team.id}`}>
          <Name of={team.name} />
        </Link>
      ),
      isWithheld && <T id="expenses.isWithheld" />,
    ],
  };
}
