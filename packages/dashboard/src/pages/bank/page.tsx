import { tokensOf } from '../../acts/act.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Empty, Notice } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Bare, Day, Id, T, useText, Written } from '../../components/words.tsx';
import { assertShown, missingNodes, reasonOf } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, useVisit } from '../../visit.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { notFound } from '../problem.tsx';
import { HubBank, type HubBankQuery } from './bank.generated.ts';

type Account = NonNullable<NonNullable<HubBankQuery['hub']>['bank']>['accounts'][number];
type Reconciliation = Account['reconciliation'];

const DAY_MS = 86_400_000;

/** What the bank says and what the books say, and what has no partner at either end: for who keeps the books. */
export const bank: PageDefinition = {
  path: '/hubs/:hub/bank',
  isPersonal: true,
  async show(visit) {
    const hub = visit.params['hub'] ?? '';
    const year = `${new Date(visit.now).toISOString().slice(0, 4)}-01-01`;
    const tomorrow = new Date(visit.now + DAY_MS).toISOString().slice(0, 10);
    const { data, errors } = await visit.graph.ask(HubBank, { hub, from: year, to: tomorrow }, tokensOf(visit));
    const reason = reasonOf(missingNodes(errors), hub) ?? missingNodes(errors)[0]?.reason;
    assertShown(errors);
    if (data?.hub == null && reason === undefined) return notFound(visit);
    const title = translate(visit.locale, 'bank.title');
    const crumbs = [
      { to: '/hubs', name: <T key="hubs" id="places.hubs" /> },
      { to: `/hubs/${hub}`, name: <bdi key="hub">{hub}</bdi> },
    ];
    const found = data?.hub?.bank;
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
            found.accounts.map((account) => <OneAccount key={account.id} of={account} hub={hub} />)
          )}
        </article>
      ),
    };
  },
};

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
  const { ledgerAccount, accountNumber, gaps, reconciliation } = of;
  return (
    <section>
      <h2>
        <Id of={ledgerAccount} /> {accountNumber !== null && <bdi>{accountNumber}</bdi>}
      </h2>
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
      <Lines of={reconciliation} />
      <Entries of={reconciliation} hub={hub} />
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

function Lines({ of }: { readonly of: Reconciliation }) {
  const text = useText();
  const { nodes } = of.unmatchedLines;
  if (nodes.length === 0) return <AllMatched id="bank.noLines" />;
  return (
    <Table
      caption={<T id="bank.lines" count={of.unmatchedLineCount} />}
      label={text('bank.lines', { count: of.unmatchedLineCount })}
      columns={[
        { key: 'day', title: <T id="bank.day" /> },
        { key: 'who', title: <T id="bank.who" /> },
        { key: 'about', title: <T id="bank.about" /> },
        { key: 'amount', title: <T id="places.amount" />, isFigure: true },
      ]}
      rows={nodes.map(({ id, kind, bookedOn, counterpartyName, remittance, amount }) => ({
        key: id,
        cells: [
          <Day key="day" of={bookedOn} />,
          counterpartyName === null ? null : <Written key="who" text={counterpartyName} />,
          kind === 'OPENING' ? (
            <T key="about" id="bank.opening" />
          ) : remittance === null ? null : (
            <Written key="about" text={remittance} />
          ),
          <Bare key="amount" of={amount} />,
        ],
      }))}
    />
  );
}

function Entries({ of, hub }: { readonly of: Reconciliation; readonly hub: string }) {
  const text = useText();
  const { nodes } = of.unmatchedEntries;
  if (nodes.length === 0) return <AllMatched id="bank.noEntries" />;
  return (
    <Table
      caption={<T id="bank.entries" count={of.unmatchedEntryCount} />}
      label={text('bank.entries', { count: of.unmatchedEntryCount })}
      columns={[
        { key: 'day', title: <T id="bank.day" /> },
        { key: 'entry', title: <T id="bank.entry" />, isSaid: true },
        { key: 'amount', title: <T id="places.amount" />, isFigure: true },
      ]}
      rows={nodes.map(({ day, amount, entry }) => ({
        key: entry.id,
        cells: [
          <Day key="day" of={day} />,
          <Link key="entry" to={`/books/${hub}/entries/${entry.id}`}>
            <T id="bank.openEntry" kind={<bdi key="kind">{entry.kind}</bdi>} />
          </Link>,
          <Bare key="amount" of={amount} />,
        ],
      }))}
    />
  );
}

function AllMatched({ id }: { readonly id: string }) {
  return (
    <Empty>
      <p>
        <T id={id} />
      </p>
    </Empty>
  );
}
