import { Link } from '../../components/link.tsx';
import { Amount, Called, Day, T, Written } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import { SUPPORT } from './cards.tsx';
import type { Entries } from './entries.ts';
import { type Fork, forksOf } from './forks.tsx';
import { Forward } from './forward.tsx';
import { minorOf, moneyOf, sumMinor } from './money.ts';
import { Fund, HubName } from './names.tsx';
import type { Row } from './picture.tsx';
import type { ThreadOfDonationQuery } from './thread.generated.ts';
import { UsesTable } from './uses-table.tsx';

export type DonationData = NonNullable<ThreadOfDonationQuery['donation']>;

/** From a donation forward to the hubs that it was paid to. */
export function DonationThread({ of, entries }: { readonly of: DonationData; readonly entries: Entries }) {
  const { id, amount, uses, remaining, entryId } = of;
  if (amount === null) return null;
  const used = sumMinor((uses ?? []).map((use) => use.amount));
  const spent = uses === null || remaining === null ? 0n : minorOf(amount) - used - minorOf(remaining);
  const money = (minor: bigint) => moneyOf(minor, amount);
  const left = [
    { kind: 'spent', minor: spent },
    { kind: 'remaining', minor: minorOf(remaining) },
  ].filter(({ minor }) => minor > 0n);
  const words = {
    amount: <Amount key="amount" of={amount} />,
    used: <Amount key="used" of={money(used)} />,
    spent: <Amount key="spent" of={money(spent)} />,
    remaining: <Amount key="remaining" of={money(minorOf(remaining))} />,
    count: new Set((uses ?? []).map(({ disbursement }) => disbursement.toHub.id)).size,
  };
  const { row, parts } = forksOf(
    (uses ?? []).map(useFork),
    left.map(
      ({ kind, minor }): Fork => ({
        minor,
        sign: 'rest',
        title: <T id={`thread.${kind}`} amount={<Amount key="amount" of={money(minor)} />} />,
      }),
    ),
    amount,
    {
      title: <T id="thread.whereTo" />,
      body: (
        <p>
          <T id="thread.roundedText" />
        </p>
      ),
    },
  );
  const said =
    uses === null ? 'thread.donationUntraced' : spent > 0n ? 'thread.donationSaidSpent' : 'thread.donationSaid';
  return (
    <Forward
      answer={
        <p className="answer">
          <T id={said} {...words} />
        </p>
      }
      ways={[]}
      rows={[...donationRows(of), row]}
      course={{ pools: [], trunk: ['donation', 'fund'], minor: minorOf(amount), after: parts }}
      table={
        <UsesTable
          whole={amount}
          uses={(uses ?? []).map(({ amount: part, basis, disbursement }) => ({
            key: disbursement.id,
            to: (
              <Link to={`/thread/${disbursement.id}`}>
                <Called of={disbursement.toHub.name ?? disbursement.toHub.id} />
              </Link>
            ),
            day: disbursement.postedAt,
            amount: part,
            basis,
          }))}
          left={left.map(({ kind, minor }) => ({
            key: kind,
            to: <T id={`thread.line${kind}`} />,
            day: null,
            amount: money(minor),
            basis: null,
          }))}
        />
      }
      lines={entryId === null ? [] : [{ node: SUPPORT, entry: entryId, what: 'thread.entryDonation' }]}
      entries={entries}
      ids={[id, ...(uses ?? []).slice(0, 8).map(({ disbursement }) => disbursement.id)]}
    />
  );
}

function donationRows({ amount, receivedOn, campaign, fund }: DonationData): readonly Row[] {
  return [
    {
      key: 'donation',
      isStart: true,
      title: <T id="thread.donation" amount={amount === null ? null : <Amount key="amount" of={amount} />} />,
      body: receivedOn !== null && (
        <p>
          <T
            id="thread.donationText"
            day={<Day key="day" of={receivedOn} />}
            campaign={<Written key="campaign" text={campaign?.name ?? null} />}
          />
        </p>
      ),
    },
    {
      key: 'fund',
      title: <T id="thread.supportFund" fund={<Fund key="fund" of={fund} />} />,
      body: (
        <p>
          <T id="thread.supportFundText" />
        </p>
      ),
    },
  ];
}

function useFork({ amount, basis, disbursement }: NonNullable<DonationData['uses']>[number]): Fork {
  const { id, toHub, amount: whole, postedAt } = disbursement;
  return {
    minor: minorOf(amount),
    sign: basis === 'DIRECT' ? 'direct' : 'pro-rata',
    title: <T id="thread.useHub" amount={<Amount key="amount" of={amount} />} hub={<HubName key="hub" of={toHub} />} />,
    body: (
      <p>
        {whole !== null && postedAt !== null && (
          <>
            <T
              id="thread.useHubText"
              whole={<Amount key="whole" of={whole} />}
              day={<Day key="day" of={dayOf(postedAt)} />}
            />{' '}
          </>
        )}
        <Link to={`/thread/${id}`}>
          <T id="thread.useLink" />
        </Link>
      </p>
    ),
  };
}
