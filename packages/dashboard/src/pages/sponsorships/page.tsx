import { currencyExponent } from '@hubgraph/kernel';
import { tokensOf } from '../../acts/act.ts';
import { offersOnSponsorship } from '../../acts/offers-on-sponsorships.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Facts } from '../../components/facts.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Amounts, Count, Day, Id, Moment, Share, T, useText, Written } from '../../components/words.tsx';
import { assertShown, isBadAddress, missingNodes } from '../../graph/missing.ts';
import { homeOf } from '../../home.ts';
import type { Money } from '../../i18n/format.ts';
import { translate } from '../../i18n/translate.ts';
import { dayBefore } from '../../money/period.ts';
import { moneyOf } from '../../money/sums.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Crumbs } from '../places/crumbs.tsx';
import { Name } from '../places/lines.tsx';
import { Balance, Sponsor } from './list.tsx';
import { SponsorshipWhole, type SponsorshipWholeQuery } from './sponsorships.generated.ts';
import { toneOfSponsorship } from './tones.ts';

type Sponsorship = NonNullable<SponsorshipWholeQuery['sponsorship']>;
type Held = NonNullable<Sponsorship['held']>;

/** One team's money at one sponsor: what is held, by whose word, what went in and out, and where it came from and went. */
export const sponsorship: PageDefinition = {
  path: '/books/:node/sponsorships/*',
  offers: offersOnSponsorship,
  async show(visit) {
    const { node = '', '*': id = '' } = visit.params;
    const { data, errors } = await visit.graph.ask(SponsorshipWhole, { id }, tokensOf(visit));
    const found = data?.sponsorship;
    const title = translate(visit.locale, 'sponsorships.one');
    if (homeOf(id) !== node || isBadAddress(errors)) return absent(visit, errors);
    const [silent] = missingNodes(errors);
    if (found?.status == null && silent === undefined) return absent(visit, errors);
    assertShown(errors);
    const way = [
      { to: `/books/${node}`, name: <T key="books" id="books.title" /> },
      { to: `/books/${node}/sponsorships`, name: <T key="list" id="sponsorships.toList" /> },
    ];
    return {
      ...(found?.status == null ? { status: 503 as const } : {}),
      title,
      body: (
        <article>
          <Crumbs of={way} />
          <h1>{title}</h1>
          {found?.status == null ? (
            <Unavailable node={silent?.node ?? node} reason={silent?.reason ?? 'no-data'} />
          ) : (
            <Whole of={found} node={node} />
          )}
        </article>
      ),
    };
  },
};

function Whole({ of, node }: { readonly of: Sponsorship; readonly node: string }) {
  const { team, status, from, until, feeBasisPoints, terms, held } = of;
  return (
    <>
      <Facts
        of={[
          {
            term: 'sponsorships.team',
            value: team !== null && (
              <Link to={`/teams/${team.id}`}>
                <Name of={team.name} />
              </Link>
            ),
          },
          { term: 'sponsorships.heldBy', value: <Sponsor of={of.sponsor} /> },
          {
            term: 'sponsorships.status',
            value: status !== null && (
              <Status area="sponsorships.statusCode" code={status} tone={toneOfSponsorship(status)} />
            ),
          },
          { term: 'sponsorships.balance', value: <Balance of={of} /> },
          { term: 'sponsorships.directedBy', value: <T id="sponsorships.theLead" /> },
          { term: 'sponsorships.fee', value: feeBasisPoints !== null && <Share basisPoints={feeBasisPoints} /> },
          { term: 'sponsorships.since', value: from !== null && <Day of={from} /> },
          { term: 'sponsorships.lastDay', value: until !== null && <Day of={dayBefore(until)} /> },
          { term: 'sponsorships.terms', value: <Written text={terms} /> },
          { term: 'sponsorships.declined', value: of.declinedAt !== null && <Written text={of.declineReason} /> },
        ]}
      />
      {held !== null && <HeldByTeam of={held} />}
      {held !== null && <Directions of={of.directions ?? []} />}
      <Statement of={of.statement} books={of.sponsor === null ? node : null} />
      <Before of={of} node={node} />
      <Moved of={of} />
    </>
  );
}

/** What the sponsor's filed books say, and what of it the team never directed. */
function HeldByTeam({ of }: { readonly of: Held }) {
  const missing = (of.missing ?? []).filter(({ status }) => status !== 'RUNNING');
  const amounts = (money: readonly Money[] | null) =>
    money === null || money.length === 0 ? <span className="none">–</span> : <Amounts of={money} />;
  return (
    <>
      <h2>
        <T id="sponsorships.byItsBooks" />
      </h2>
      <Facts
        of={[
          { term: 'sponsorships.cameIn', value: amounts(of.cameIn) },
          { term: 'sponsorships.spent', value: amounts(of.spent) },
          { term: 'sponsorships.directed', value: amounts(of.directed) },
          { term: 'sponsorships.notDirected', value: amounts(of.notDirected) },
          { term: 'sponsorships.fees', value: amounts(of.fees) },
        ]}
      />
      {missing.length > 0 && (
        <ul>
          {missing.map(({ from, to, status }) => (
            <li key={from}>
              {from !== null && to !== null && (
                <T
                  id="sponsorships.booksMissing"
                  from={<Day key="from" of={from} />}
                  to={<Day key="to" of={dayBefore(to)} />}
                />
              )}{' '}
              {status !== null && <Status area="teamBooks.unfiled" code={status} tone="open" />}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const DIRECTION = { DIRECTED: 'open', PAID: 'good', REFUSED: 'ended' } as const;

function Directions({ of }: { readonly of: NonNullable<Sponsorship['directions']> }) {
  const text = useText();
  return (
    <>
      <h2>
        <T id="sponsorships.directions" />
      </h2>
      {of.length === 0 ? (
        <Empty>
          <p>
            <T id="sponsorships.noDirections" />
          </p>
        </Empty>
      ) : (
        <Table
          caption={<T id="sponsorships.directionsCaption" />}
          label={text('sponsorships.directions')}
          columns={[
            { key: 'when', title: <T id="sponsorships.directedAt" /> },
            { key: 'status', title: <T id="sponsorships.status" /> },
            { key: 'paid', title: <T id="sponsorships.paidOn" /> },
            { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          ]}
          rows={of.map(({ id, amount, status, about, directedAt, paidOn, reason }) => ({
            key: id ?? '',
            cells: [
              <span key="when">
                {directedAt !== null && <Moment of={directedAt} />}
                {about !== null && (
                  <span className="line">
                    <Written text={about} />
                  </span>
                )}
              </span>,
              <span key="status">
                {status !== null && <Status area="sponsorships.direction" code={status} tone={DIRECTION[status]} />}
                {reason !== null && (
                  <span className="line">
                    <Written text={reason} />
                  </span>
                )}
              </span>,
              paidOn === null ? null : <Day key="paid" of={paidOn} />,
              amount === null ? null : <Amount key="amount" of={amount} />,
            ],
          }))}
        />
      )}
    </>
  );
}

interface Line {
  readonly entry: string;
  readonly currency: string;
  readonly amountMinor: string;
}

const LINES_SHOWN = 50;

/** The newest lines of the statement; those of a hub lead to their entries in its books. */
function Statement({ of, books }: { readonly of: string | null; readonly books: string | null }) {
  const text = useText();
  const lines = linesOf(of);
  return (
    <>
      <h2>
        <T id="sponsorships.statement" />
      </h2>
      {lines.length === 0 ? (
        <Empty>
          <p>
            <T id="sponsorships.noLines" />
          </p>
        </Empty>
      ) : (
        <Table
          caption={
            <T
              id="sponsorships.linesShown"
              shown={<Count key="shown" of={Math.min(lines.length, LINES_SHOWN)} />}
              count={<Count key="count" of={lines.length} />}
            />
          }
          label={text('sponsorships.statement')}
          columns={[
            { key: 'entry', title: <T id="sponsorships.entry" /> },
            { key: 'amount', title: <T id="places.amount" />, isFigure: true },
            { key: 'balance', title: <T id="sponsorships.balance" />, isFigure: true },
          ]}
          rows={lines
            .map((line, n) => ({
              key: `${n}`,
              cells: [
                books === null ? (
                  <Id key="entry" of={line.entry} />
                ) : (
                  <Link key="entry" to={`/books/${books}/entries/${line.entry}`}>
                    <Id of={line.entry} />
                  </Link>
                ),
                <Amount key="amount" of={line.amount} />,
                <Amount key="balance" of={line.balance} />,
              ],
            }))
            .slice(-LINES_SHOWN)
            .reverse()}
        />
      )}
    </>
  );
}

/** The lines of a statement, each with what was held after it. */
function linesOf(statement: string | null) {
  const { lines = [] } = JSON.parse(statement ?? '{}') as { readonly lines?: readonly Line[] };
  const sums = new Map<string, bigint>();
  return lines.map(({ entry, currency, amountMinor }) => {
    const sum = (sums.get(currency) ?? 0n) + BigInt(amountMinor);
    sums.set(currency, sum);
    const places = currencyExponent(currency) ?? 2;
    return { entry, amount: moneyOf(BigInt(amountMinor), currency, places), balance: moneyOf(sum, currency, places) };
  });
}

/** Where the money was before. */
function Before({ of: { before, beforeHere }, node }: { readonly of: Sponsorship; readonly node: string }) {
  if (before === null && beforeHere === null) return null;
  return (
    <>
      <h2>
        <T id="sponsorships.before" />
      </h2>
      {before !== null && (
        <p>
          <T id="sponsorships.arrivedFrom" node={<bdi key="node">{before.from}</bdi>} />{' '}
          {before.sponsorship !== null && before.from !== null && (
            <Link to={`/books/${before.from}/sponsorships/${before.sponsorship}`}>
              <T id="sponsorships.itsHistory" />
            </Link>
          )}
        </p>
      )}
      {beforeHere?.status != null && (
        <p>
          <Link to={`/books/${node}/sponsorships/${beforeHere.id}`}>
            <T id="sponsorships.itsHistory" />
          </Link>
        </p>
      )}
    </>
  );
}

/** Where the money went, with what it can be checked by. */
function Moved({ of: { status, endedAt, movedTo, transfers, statementDigest, id } }: { readonly of: Sponsorship }) {
  if (status !== 'ENDED') return null;
  const node = homeOf(id);
  return (
    <>
      <h2>
        <T id="sponsorships.moved" />
      </h2>
      <Facts
        of={[
          { term: 'sponsorships.endedAt', value: endedAt !== null && <Moment of={endedAt} /> },
          {
            term: 'sponsorships.movedTo',
            value: movedTo !== null && <Link to={`/books/${movedTo}/sponsorships`}>{<bdi>{movedTo}</bdi>}</Link>,
          },
          {
            term: 'sponsorships.transfers',
            value: transfers !== null && transfers.length > 0 && (
              <ul>
                {transfers.map((transfer) => (
                  <li key={transfer}>
                    <Link to={`/books/${node}/transfers/${transfer}`}>
                      <Id of={transfer} />
                    </Link>
                  </li>
                ))}
              </ul>
            ),
          },
          { term: 'sponsorships.digest', value: statementDigest !== null && <Id of={statementDigest} /> },
        ]}
      />
      {movedTo !== null && movedTo !== node && (
        <p>
          <Link to={`/books/${node}/with/${movedTo}`}>
            <T id="sponsorships.compare" />
          </Link>
        </p>
      )}
    </>
  );
}
