import { tokensOf } from '../../acts/act.ts';
import { offersAtBank } from '../../acts/offers.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Day, Id, T, useText } from '../../components/words.tsx';
import { assertShown, isBadAddress, missingNodes, reasonOf } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, useVisit, type Visit } from '../../visit.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { notFound } from '../problem.tsx';
import { HubBank, type HubBankQuery } from './bank.generated.ts';
import { AllLines, Statements, UnmatchedEntries, UnmatchedLines } from './lists.tsx';
import { PaymentFiles } from './payment-files.tsx';

type Account = NonNullable<NonNullable<HubBankQuery['hub']>['bank']>['accounts'][number];
type Reconciliation = Account['reconciliation'];

const DAY_MS = 86_400_000;

/** What the bank says and what the books say, and what has no partner at either end: for who keeps the books. */
export const bank: PageDefinition = {
  path: '/hubs/:hub/bank',
  offers: offersAtBank,
  isPersonal: true,
  async show(visit) {
    const hub = visit.params['hub'] ?? '';
    const year = `${new Date(visit.now).toISOString().slice(0, 4)}-01-01`;
    const tomorrow = new Date(visit.now + DAY_MS).toISOString().slice(0, 10);
    const variables = { hub, from: year, to: tomorrow, ...cursorsIn(visit) };
    const { data, errors } = await visit.graph.ask(HubBank, variables, tokensOf(visit));
    const reason = reasonOf(missingNodes(errors), hub) ?? missingNodes(errors)[0]?.reason;
    assertShown(errors);
    if ((data?.hub == null && reason === undefined) || isBadAddress(errors)) return notFound(visit);
    const title = translate(visit.locale, 'bank.title');
    const crumbs = [
      { to: '/hubs', name: <T key="hubs" id="places.hubs" /> },
      { to: `/hubs/${hub}`, name: <bdi key="hub">{hub}</bdi> },
    ];
    const found = data?.hub?.bank;
    const chosen = visit.query.get('account');
    return {
      ...(reason === undefined ? {} : { status: 503 as const }),
      title: translate(visit.locale, 'places.titleOfHub', { title, hub }),
      body: (
        <article>
          <Crumbs of={crumbs} />
          <h1>{title}</h1>
          <p>
            <T id="bank.lead" />
          </p>
          <JustImported />
          {reason !== undefined ? (
            <Unavailable node={hub} reason={reason} />
          ) : found == null ? (
            <NotForAll />
          ) : found.accounts.length === 0 ? (
            <Empty>
              <p>
                <T id="bank.none" />
              </p>
            </Empty>
          ) : (
            found.accounts
              .filter(({ id }) => chosen === null || id === chosen)
              .map((account) => <OneAccount key={account.id} of={account} hub={hub} />)
          )}
          {found != null && found.accounts.length > 0 && <PaymentFiles of={found.paymentFiles} />}
        </article>
      ),
    };
  },
};

/** Where each list of an account goes on; another account begins at its beginning. */
function cursorsIn({ query }: Visit) {
  return Object.fromEntries(
    ['lines', 'entries', 'statements', 'matched'].map((name) => [name, query.get(name)]),
  ) as Record<'lines' | 'entries' | 'statements' | 'matched', string | null>;
}

/** After a statement was imported: how many of its lines were new. */
function JustImported() {
  const { query } = useVisit();
  const [taken, known] = [Number(query.get('taken') ?? Number.NaN), Number(query.get('known') ?? Number.NaN)];
  if (!Number.isSafeInteger(taken) || !Number.isSafeInteger(known)) return null;
  return (
    <p>
      <T id="bank.imported" taken={taken} known={known} />
    </p>
  );
}

function NotForAll() {
  const visit = useVisit();
  return (
    <Notice kind="note" title={<T id="bank.notForAll" />}>
      <p>
        <T
          id="bank.signIn"
          link={(parts) => (
            <Link key="link" to="/sign-in" query={{ next: addressOf(visit, visit.path) }}>
              {parts}
            </Link>
          )}
        />
      </p>
    </Notice>
  );
}

function OneAccount({ of, hub }: { readonly of: Account; readonly hub: string }) {
  const { id, ledgerAccount, currency, accountNumber, gaps, reconciliation } = of;
  return (
    <section>
      <h2>
        <bdi>{accountNumber ?? ledgerAccount}</bdi> ({currency})
      </h2>
      <p className="soft">
        <Id of={ledgerAccount} />
      </p>
      {gaps.map(({ after, before, amount }) => (
        <Notice
          key={before.id}
          kind="partial"
          title={<T id="bank.gap" from={<Day key="from" of={after.to} />} to={<Day key="to" of={before.from} />} />}
        >
          {amount !== null && (
            <p>
              <T id="bank.gapAmount" amount={<Amount key="amount" of={amount} />} />
            </p>
          )}
        </Notice>
      ))}
      <Sums of={reconciliation} />
      <UnmatchedLines of={reconciliation} account={id} />
      <UnmatchedEntries of={reconciliation} hub={hub} account={id} />
      <AllLines of={of.lines} account={id} />
      <Statements of={of.statements} account={id} />
    </section>
  );
}

/** The difference, and what it is made of. */
function Sums({ of }: { readonly of: Reconciliation }) {
  const text = useText();
  const rows = [
    ['bankBalance', of.bankBalance],
    ['bookBalance', of.bookBalance],
    ['difference', of.difference],
    ['ofLines', of.unmatchedLineTotal],
    ['ofEntries', of.unmatchedEntryTotal],
    ['inTransit', of.inTransit],
  ] as const;
  return (
    <Table
      caption={<T id="bank.sums" count={of.matched} />}
      label={text('bank.sums', { count: of.matched })}
      columns={[
        { key: 'what', title: <T id="bank.what" /> },
        { key: 'amount', title: <T id="places.amount" />, isFigure: true },
      ]}
      rows={rows.map(([key, amount]) => ({
        key,
        ...(key === 'difference' ? { kind: 'total' as const } : {}),
        cells: [<T key="what" id={`bank.${key}`} />, <Amount key="amount" of={amount} />],
      }))}
    />
  );
}
