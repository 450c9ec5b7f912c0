import { Fragment, type ReactNode } from 'react';
import { Missing } from '../../components/coverage.tsx';
import { Entries, type Entry } from '../../components/entries.tsx';
import { Labelled } from '../../components/labelled.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Amount, Day, T, useText } from '../../components/words.tsx';
import type { GraphAnswer } from '../../graph/graph.ts';
import { dayOf } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { addressOf, type Visit } from '../../visit.tsx';
import { RecentPayments, type RecentPaymentsQuery } from './entrance.generated.ts';
import { type Gaps, gapsOf } from './gaps.ts';
import { HubName, TeamName } from './names.tsx';
import { startOf } from './starts.tsx';

const SHOWN_MAX = 20;

type HubWithPayments = RecentPaymentsQuery['hubs']['nodes'][number];
type Payment = NonNullable<HubWithPayments['payments']>['nodes'][number] & { readonly hub: HubWithPayments };

/** The way in for who has no id: what a thread is, and the newest payments of all hubs to begin at. */
export const threads: PageDefinition = {
  path: '/thread',
  async show(visit) {
    const wanted = visit.query.get('id')?.trim();
    if (wanted !== undefined && startOf(wanted) !== undefined)
      return { redirect: addressOf(visit, `/thread/${wanted}`) };
    // Nobody but the hub that has it knows whose receipt a file is: all are asked.
    const digest = wanted === undefined ? undefined : digestIn(wanted);
    if (digest !== undefined) return { redirect: addressOf(visit, '/search', { q: digest }) };
    return {
      title: translate(visit.locale, 'thread.title'),
      head: <Head wanted={wanted} />,
      loading: translate(visit.locale, 'thread.loading'),
      parts: recent(visit),
    };
  },
};

/** SHA-256 of a receipt's file, as people copy it: `SHA-256: 144f 383b …`. */
function digestIn(text: string): string | undefined {
  const digits = text
    .replace(/^sha-?256/i, '')
    .replace(/[\s:=]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

function Head({ wanted }: { readonly wanted: string | undefined }) {
  const isWrong = wanted !== undefined && wanted !== '';
  return (
    <>
      <h1>
        <T id="thread.title" />
      </h1>
      <p className="answer">
        <T id="thread.intro" />
      </p>
      <p>
        <T
          id="thread.begin"
          recent={(parts) => (
            <a key="recent" href="#recent">
              {parts}
            </a>
          )}
          search={(parts) => (
            <Link key="search" to="/search">
              {parts}
            </Link>
          )}
        />
      </p>
      <form className="inline-form begin" method="get">
        <Labelled
          id="id"
          label={<T id="thread.idLabel" />}
          hint={<T id="thread.idHint" />}
          fault={isWrong ? <T id="thread.idWrong" /> : undefined}
        >
          {(ties) => (
            <input {...ties} name="id" dir="ltr" autoComplete="off" spellCheck={false} defaultValue={wanted} />
          )}
        </Labelled>
        <button type="submit">
          <T id="thread.follow" />
        </button>
        {/* Scripts show it: they compute the digest, and the file goes nowhere. */}
        <p className="digest-file" hidden>
          <label htmlFor="file">
            <T id="thread.fileLabel" />
          </label>
          <input type="file" id="file" data-digest-for="id" />
        </p>
      </form>
      <h2 id="recent">
        <T id="thread.recent" />
      </h2>
    </>
  );
}

/** The newest payments of all hubs that answered; what is missing is said above them. */
async function* recent({ graph }: Visit): AsyncGenerator<ReactNode> {
  const hubs: HubWithPayments[] = [];
  const gaps = new Map<string, string>();
  let after: string | null = null;
  do {
    const { data, errors }: GraphAnswer<RecentPaymentsQuery> = await graph.ask(RecentPayments, { after });
    for (const [node, reason] of gapsOf(errors)) gaps.set(node, reason);
    hubs.push(...(data?.hubs.nodes ?? []));
    after = data?.hubs.pageInfo.hasNextPage ? data.hubs.pageInfo.endCursor : null;
  } while (after !== null);
  yield <Recent hubs={hubs} gaps={gaps} />;
}

/** The newest payments, each with the ways into its thread. */
function Recent({ hubs, gaps }: { readonly hubs: readonly HubWithPayments[]; readonly gaps: Gaps }) {
  const text = useText();
  const missing = [...gaps].map(([node, reason]) => ({ node, reason }));
  const payments = hubs
    .flatMap((hub) => (hub.payments?.nodes ?? []).map((payment): Payment => ({ ...payment, hub })))
    .sort((one, other) => String(other.paidAt ?? '').localeCompare(String(one.paidAt ?? '')));
  return (
    <>
      <Missing of={{ missing }} />
      {payments.length === 0 ? (
        <Empty>
          <p>
            <T id="thread.recentNone" />
          </p>
        </Empty>
      ) : (
        <Entries label={text('thread.recentCaption')} of={payments.slice(0, SHOWN_MAX).map(entryOf)} />
      )}
    </>
  );
}

/** What was paid to whom first, then by whom, then the receipts. */
function entryOf({ id, amount, paidAt, award, hub, receipts }: Payment): Entry {
  return {
    key: id,
    title: (
      <T
        id="thread.useTeam"
        amount={
          <Link key="payment" to={`/thread/${id}`}>
            {amount === null ? <T id="thread.paymentLink" /> : <Amount of={amount} />}
          </Link>
        }
        team={<TeamName key="team" of={award?.team} />}
      />
    ),
    facts: [
      paidAt !== null && (
        <T id="thread.recentPaid" hub={<HubName key="hub" of={hub} />} day={<Day key="day" of={dayOf(paidAt)} />} />
      ),
    ],
    body: <Receipts of={receipts ?? []} />,
  };
}

const RECEIPTS_MAX = 3;

function Receipts({ of }: { readonly of: NonNullable<Payment['receipts']> }) {
  return (
    <>
      <T id="thread.recentReceipts" count={of.length} />
      {of.slice(0, RECEIPTS_MAX).map(({ id, amount }) => (
        <Fragment key={id}>
          {' '}
          <Link to={`/thread/${id}`}>{amount === null ? <T id="thread.lineReceipt" /> : <Amount of={amount} />}</Link>
        </Fragment>
      ))}{' '}
      {of.length > RECEIPTS_MAX && <T id="thread.receiptsMore" count={of.length - RECEIPTS_MAX} />}
    </>
  );
}
