import type { ReactNode } from 'react';
import { Amount, Day, T, Who } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';

import type { RichValue } from '../../i18n/translate.ts';
import { type Branch, motionOf } from './branches.ts';
import { COUNCIL, SUPPORT } from './cards.tsx';
import type { Gaps } from './gaps.ts';
import { minorOf } from './money.ts';
import { HubName, NodeWord, PartOf, TeamName } from './names.tsx';
import type {
  AwardOfThreadFragment,
  MotionOfThreadFragment,
  PaymentOfThreadFragment,
  ReceiptOfThreadFragment,
} from './thread.generated.ts';
import { voteWords } from './way.tsx';

/** Who paid for it, who awarded the grant, and by which formula of the council the money came to the hub. */
export function Answer({
  payment,
  receipt,
  branches,
  gaps,
}: {
  readonly payment: PaymentOfThreadFragment;
  readonly receipt: ReceiptOfThreadFragment | undefined;
  readonly branches: readonly Branch[];
  readonly gaps: Gaps;
}) {
  const { award, amount, paidAt, sources } = payment;
  const hub = award?.team?.hub;
  if (amount === null || paidAt === null || hub == null) return null;
  const start = receipt?.amount == null ? 'payment' : 'receipt';
  const whole = minorOf(amount);
  const words: Record<string, RichValue> = {
    payment: <Amount key="payment" of={amount} />,
    hub: <HubName key="hub" of={hub} />,
    team: <TeamName key="team" of={award?.team} />,
    day: <Day key="day" of={dayOf(paidAt)} />,
    ...(receipt?.amount == null ? {} : { amount: <Amount key="amount" of={receipt.amount} /> }),
  };
  const [main, ...others] = votesOf(branches);
  const own = sumOf(branches.flatMap(({ sources }) => sources).filter(({ origin }) => origin !== 'DISBURSEMENT'));
  const silent = sumOf(branches.flatMap(({ sources }) => sources).filter((one) => isSilent(one)));
  return (
    <>
      <div className="answer">
        <p>
          <T id={`thread.${start}Paid`} {...words} />
        </p>{' '}
        <p>
          <Granted of={award} />
        </p>{' '}
        <p>
          {sources === null ? (
            <T id="thread.untracedMoney" />
          ) : main !== undefined ? (
            <Shared start={start} by={main} whole={whole} />
          ) : silent === 0n ? (
            <T id="thread.sharedNothing" />
          ) : (
            <T
              id={`thread.${start}SharedGap`}
              share={<PartOf key="share" minor={silent} whole={whole} />}
              node={<NodeWord key="node" id={gaps.has(COUNCIL) ? COUNCIL : SUPPORT} />}
            />
          )}
        </p>
      </div>
      {main !== undefined && (others.length > 0 || own > 0n) && (
        <p>
          {others.length > 0 && (
            <>
              <T
                id="thread.moreVotes"
                count={others.length}
                share={<PartOf key="share" minor={others.reduce((sum, one) => sum + one.minor, 0n)} whole={whole} />}
              />{' '}
            </>
          )}
          {own > 0n && <T id="thread.withoutVote" share={<PartOf key="share" minor={own} whole={whole} />} />}
        </p>
      )}
    </>
  );
}

/** Who awarded the grant: the hub's fund committee, by the person who signed, with the reason. */
function Granted({ of }: { readonly of: AwardOfThreadFragment | null }) {
  if (of === null || of.decidedBy === null) return <T id="thread.grantedUnknown" />;
  const who = <Who key="who" by={of.decidedBy} />;
  const decidedAt = of.application?.decision?.decidedAt;
  if (decidedAt === undefined) return <T id="thread.grantedNoDay" who={who} />;
  const decided = <Day key="decided" of={dayOf(decidedAt)} />;
  if (of.reason === null) return <T id="thread.grantedNoReason" who={who} decided={decided} />;
  const why = (parts: ReactNode[]) => (
    <a key="why" href="#award">
      {parts}
    </a>
  );
  return <T id="thread.granted" who={who} decided={decided} why={why} />;
}

/** The council's part: a formula for all hubs, and no word on this grant. */
function Shared({ start, by, whole }: { readonly start: string; readonly by: VoteSum; readonly whole: bigint }) {
  const { motion, version, minor, count } = by;
  return (
    <T
      id={`thread.${start}Shared`}
      {...voteWords(motion)}
      count={count}
      share={<PartOf key="share" minor={minor} whole={whole} />}
      version={<bdi key="version">{version}</bdi>}
    />
  );
}

interface VoteSum {
  readonly motion: MotionOfThreadFragment;
  readonly version: string | null;
  readonly minor: bigint;
  /** How many disbursements were shared out by it of those that this payment came from. */
  readonly count: number;
}

/** The votes for the formulas by which a payment's money was shared, the largest part first; of all funds together. */
function votesOf(branches: readonly Branch[]): readonly VoteSum[] {
  const votes = new Map<string, VoteSum>();
  for (const source of branches.flatMap(({ sources }) => sources)) {
    const motion = motionOf(source);
    if (motion === null) continue;
    const version = source.disbursement?.allocation?.framework?.version ?? null;
    const { minor, count } = votes.get(motion.id) ?? { minor: 0n, count: 0 };
    votes.set(motion.id, { motion, version, minor: minor + minorOf(source.amount), count: count + 1 });
  }
  return [...votes.values()].sort((one, other) => (one.minor < other.minor ? 1 : one.minor > other.minor ? -1 : 0));
}

type Source = Branch['sources'][number];

function isSilent(source: Source): boolean {
  return source.origin === 'DISBURSEMENT' && motionOf(source) === null;
}

function sumOf(sources: readonly Source[]): bigint {
  return sources.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
}
