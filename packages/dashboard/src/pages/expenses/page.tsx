import { tokensOf } from '../../acts/act.ts';
import { offersOnExpense } from '../../acts/offers.ts';
import { Refusal } from '../../acts/refusal.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Steps } from '../../components/steps.tsx';
import { Amount, Called, Code, Country, Day, Id, Purpose, T, useText, Who, Written } from '../../components/words.tsx';
import { assertShown } from '../../graph/missing.ts';
import { homeOf } from '../../home.ts';
import { nameOfCode } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { useVisit } from '../../visit.tsx';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { toneOf } from '../places/tones.ts';
import { Expense } from './expenses.generated.ts';
import { Receipts } from './receipts.tsx';
import { type ExpenseData, stepsOf } from './steps.tsx';

/** What somebody asked a hub to pay, how far it has come, and of whom it is waited for. */
export const expense: PageDefinition = {
  path: '/expenses/:expense',
  offers: offersOnExpense,
  async show(visit) {
    const id = visit.params['expense'] ?? '';
    const { data, errors } = await visit.graph.ask(Expense, { id }, tokensOf(visit));
    if (data?.expense == null) return absent(visit, errors);
    assertShown(errors);
    const { title, kind } = data.expense;
    const isKnownHere = visit.signedIn?.people.some(({ node }) => node === homeOf(id)) === true;
    return {
      title: title ?? nameOfCode(visit.locale, 'expenses.kind', kind ?? translate(visit.locale, 'expenses.expense')),
      body: <Shown of={data.expense} isKnownHere={isKnownHere} />,
    };
  },
};

function Shown({ of, isKnownHere }: { readonly of: ExpenseData; readonly isKnownHere: boolean }) {
  const text = useText();
  const hub = homeOf(of.id);
  const { id, kind, status, title, about, amount, day, spentIn, purpose, costClass, fund, team, payee } = of;
  // Null as a whole is for those whose business it is; of what they are given, a text may still be erased.
  const isForMe = of.approvals !== null;
  return (
    <article>
      <Crumbs
        of={[
          { to: `/hubs/${hub}`, name: <bdi key="hub">{hub}</bdi> },
          { to: `/hubs/${hub}/expenses`, name: <T key="expenses" id="expenses.title" /> },
        ]}
      />
      <h1>{title === null ? <Code area="expenses.kind" code={kind ?? 'REIMBURSEMENT'} /> : <Called of={title} />}</h1>
      <ReceiptNotTaken />
      {of.isWithheld && (
        <Notice kind="note" title={<T id="expenses.withheldTitle" />}>
          <p>
            <T id="expenses.withheldText" />
          </p>
        </Notice>
      )}
      {of.isWithheld === null && spentIn === null && (
        <Notice kind="note" title={<T id="expenses.undecidedTitle" />}>
          <p>
            <T id="expenses.undecidedText" />
          </p>
        </Notice>
      )}
      <Facts
        of={[
          {
            term: 'places.status',
            value: status !== null && <Status area="expenses.status" code={status} tone={toneOf(status)} />,
          },
          { term: 'places.amount', value: amount !== null && <Amount of={amount} /> },
          { term: 'expenses.what', value: kind !== null && <Code area="expenses.kind" code={kind} /> },
          { term: 'expenses.submittedBy', value: of.submittedBy !== null && <Who by={of.submittedBy} /> },
          { term: 'expenses.payee', value: payee !== null && <PayeeName of={payee} /> },
          { term: 'expenses.day', value: day !== null && <Day of={day} /> },
          { term: 'expenses.spentIn', value: spentIn !== null && <Country code={spentIn} /> },
          { term: 'grants.purpose', value: purpose !== null && <Purpose code={purpose} /> },
          {
            term: 'expenses.costClass',
            value: costClass !== null && <Code area="expenses.costClass" code={costClass} />,
          },
          {
            term: 'places.fund',
            value: fund !== null && <Link to={`/hubs/${hub}#funds`}>{<Called of={fund.name ?? fund.code} />}</Link>,
          },
          {
            term: 'grants.team',
            value: team !== null && (
              <Link to={`/teams/${team.id}`}>
                <Name of={team.name} />
              </Link>
            ),
          },
          { term: 'expenses.open', value: of.open !== null && <Amount of={of.open} /> },
        ]}
      />
      {isForMe ? (
        <p>
          <Written text={about} />
        </p>
      ) : (
        <p className="soft">
          <T id="expenses.notForYou" />
        </p>
      )}
      <h2>
        <T id="expenses.line" />
      </h2>
      <Steps of={stepsOf(of, isKnownHere)} label={text('expenses.line')} />
      <h2>
        <T id="expenses.receipts" />
      </h2>
      <Receipts of={of} />
      <h2>
        <T id="expenses.inTheBooks" />
      </h2>
      <Entries of={of} hub={hub} />
      <details className="more">
        <summary>
          <T id="places.forPrograms" />
        </summary>
        <Facts
          of={[
            { term: 'places.id', value: <Id key="id" of={id} /> },
            { term: 'expenses.payeeId', value: payee !== null && <Id of={payee.id} /> },
          ]}
        />
      </details>
    </article>
  );
}

/** After a request whose receipt was refused: the address says why, as the form that was sent found it. */
function ReceiptNotTaken() {
  const code = useVisit().query.get('receipt');
  if (code === null || !/^[a-z-]{3,60}$/.test(code)) return null;
  return (
    <Notice kind="partial" title={<T id="expenses.receiptNotTaken" />}>
      <Refusal code={code} message={null} />
      <p>
        <T id="expenses.receiptNotTakenDo" />
      </p>
    </Notice>
  );
}

function PayeeName({ of }: { readonly of: NonNullable<ExpenseData['payee']> }) {
  const name = of.name === null ? <T id="expenses.payeeUnnamed" /> : <Called of={of.name} />;
  return of.isMe ? <T id="expenses.payeeIsYou" name={<span key="name">{name}</span>} /> : name;
}

function Entries({ of: { entries }, hub }: { readonly of: ExpenseData; readonly hub: string }) {
  if (entries === null || entries.length === 0) {
    return (
      <Empty>
        <p>
          <T id="expenses.noEntries" />
        </p>
      </Empty>
    );
  }
  return (
    <ol>
      {entries.map((entry, index) => (
        <li key={entry}>
          <Link to={`/books/${hub}/entries/${entry}`}>
            <T id="expenses.entry" number={index + 1} />
          </Link>
        </li>
      ))}
    </ol>
  );
}
