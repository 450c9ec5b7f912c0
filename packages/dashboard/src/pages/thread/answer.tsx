import { Amount, Day, T } from '../../components/words.tsx';
import type { RichValue } from '../../i18n/translate.ts';
import { type Branch, motionOf } from './branches.ts';
import { COUNCIL, SUPPORT } from './cards.tsx';
import type { Gaps } from './gaps.ts';
import { minorOf } from './money.ts';
import { HubName, NodeWord, PartOf, TeamName } from './names.tsx';
import type { MotionOfThreadFragment, PaymentOfThreadFragment, ReceiptOfThreadFragment } from './thread.generated.ts';
import { voteWords } from './way.tsx';

/** Who paid for it and which vote allowed it, in one sentence. */
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
    day: <Day key="day" of={paidAt.slice(0, 10)} />,
    ...(receipt?.amount == null ? {} : { amount: <Amount key="amount" of={receipt.amount} /> }),
  };
  const votes = votesOf(branches);
  const [main, ...others] = votes;
  const own = sumOf(branches.flatMap(({ sources }) => sources).filter(({ origin }) => origin !== 'DISBURSEMENT'));
  const silent = sumOf(branches.flatMap(({ sources }) => sources).filter((one) => isSilent(one)));
  if (sources === null) return <Said id={`thread.${start}Untraced`} words={words} />;
  if (main === undefined) {
    if (silent === 0n) return <Said id={`thread.${start}Other`} words={words} />;
    const node = gaps.has(COUNCIL) ? COUNCIL : SUPPORT;
    const gap = {
      share: <PartOf key="share" minor={silent} whole={whole} />,
      node: <NodeWord key="node" id={node} />,
    };
    return <Said id={`thread.${start}Gap`} words={{ ...words, ...gap }} />;
  }
  const { motion, minor, count } = main;
  return (
    <>
      <Said
        id={`thread.${start}Vote`}
        words={{
          ...words,
          count,
          share: <PartOf key="share" minor={minor} whole={whole} />,
          ...voteWords(motion),
        }}
      />
      {(others.length > 0 || own > 0n) && (
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

function Said({ id, words }: { readonly id: string; readonly words: Readonly<Record<string, RichValue>> }) {
  return (
    <p className="answer">
      <T id={id} {...words} />
    </p>
  );
}

interface VoteSum {
  readonly motion: MotionOfThreadFragment;
  readonly minor: bigint;
  /** How many disbursements it allowed of those that this payment came from. */
  readonly count: number;
}

/** The votes that allowed something of a payment, the largest part first; of all funds together. */
function votesOf(branches: readonly Branch[]): readonly VoteSum[] {
  const votes = new Map<string, VoteSum>();
  for (const source of branches.flatMap(({ sources }) => sources)) {
    const motion = motionOf(source);
    if (motion === null) continue;
    const { minor, count } = votes.get(motion.id) ?? { minor: 0n, count: 0 };
    votes.set(motion.id, { motion, minor: minor + minorOf(source.amount), count: count + 1 });
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
