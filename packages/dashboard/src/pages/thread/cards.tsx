import { Reason } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Notice } from '../../components/notice.tsx';
import { Amount, Day, Share, T, Who, Written } from '../../components/words.tsx';

import { dayOf } from '../../i18n/sense.ts';
import { Motion } from '../decisions/motion.tsx';

import type { Gaps } from './gaps.ts';
import { minorOf } from './money.ts';
import { Fund, HubName, NodeWord } from './names.tsx';
import type { Row } from './picture.tsx';
import { Pool } from './pool.tsx';
import type {
  AllocationOfThreadFragment,
  DisbursementOfThreadFragment,
  MotionOfThreadFragment,
} from './thread.generated.ts';

/** Where the votes are kept. */
export const COUNCIL = 'council';
/** Where allocations and disbursements are kept. */
export const SUPPORT = 'fundraising';

type Stop = Omit<Row, 'rows'>;

/** The vote, with its result and its reason. */
export function voteStop(
  motion: MotionOfThreadFragment,
  key: string,
  { isLinked = true }: { readonly isLinked?: boolean } = {},
): Stop {
  const { id, status, closedAt, proposedAt, proposedBy, tally, rationale } = motion;
  return {
    key,
    title: <T id="thread.vote" />,
    body: (
      <>
        {motion.kind !== null && (
          <p>
            <Link to={`/decisions/${id}`}>
              <Motion of={{ ...motion, kind: motion.kind }} />
            </Link>
          </p>
        )}
        {tally !== null && (
          <p className="tally">
            <T id="thread.tally" {...tally} />
          </p>
        )}
        <p>
          {closedAt !== null && status !== null ? (
            <T
              id="thread.voteState"
              state={<T key="state" id={`thread.MotionStatus_${status}`} />}
              day={<Day key="day" of={dayOf(closedAt)} />}
              who={<Who key="who" by={proposedBy} />}
            />
          ) : (
            proposedAt !== null && (
              <T
                id="thread.voteOpen"
                day={<Day key="day" of={dayOf(proposedAt)} />}
                who={<Who key="who" by={proposedBy} />}
              />
            )
          )}
        </p>
        <blockquote>
          <Written text={rationale} />
        </blockquote>
        {motion.framework !== null && (
          <p>
            <T id="thread.voteAbout" />
          </p>
        )}
        <p>
          <Link to={`/decisions/${id}#votes`}>
            <T id="thread.voteLink" />
          </Link>
          {isLinked && (
            <>
              {' · '}
              <Link to={`/thread/${id}`}>
                <T id="thread.voteOn" />
              </Link>
            </>
          )}
        </p>
      </>
    ),
  };
}

/** The framework that the vote put in force, with what it gives this hub. */
export function frameworkStop(
  { version, shares }: Pick<NonNullable<AllocationOfThreadFragment['framework']>, 'version' | 'shares'>,
  hub: { readonly id: string; readonly name: string | null } | null,
  key: string,
): Stop {
  const share = shares?.find((one) => one.hub.id === hub?.id)?.shareBasisPoints;
  const name = <bdi key="version">{version}</bdi>;
  return {
    key,
    title: <T id="thread.framework" />,
    body: (
      <p>
        {hub !== null && share !== undefined ? (
          <T
            id="thread.frameworkShare"
            version={name}
            share={<Share key="share" basisPoints={share} />}
            hub={<HubName key="hub" of={hub} />}
          />
        ) : (
          <T id="thread.frameworkOnly" version={name} />
        )}
      </p>
    ),
  };
}

/** What was split, by whom and when. */
export function allocationStop(
  { id, madeAt, madeBy, amount, fund }: AllocationOfThreadFragment,
  key: string,
  { isLinked = true }: { readonly isLinked?: boolean } = {},
): Stop {
  return {
    key,
    title: <T id="thread.allocation" />,
    body: (
      <>
        {madeAt !== null && amount !== null && (
          <p>
            <T
              id="thread.allocationText"
              day={<Day key="day" of={dayOf(madeAt)} />}
              who={<Who key="who" by={madeBy} />}
              amount={<Amount key="amount" of={amount} />}
              fund={<Fund key="fund" of={fund} />}
            />
          </p>
        )}
        {fund !== null && <Pool of={fund} />}
        {isLinked && (
          <p>
            <Link to={`/thread/${id}`}>
              <T id="thread.allocationLink" />
            </Link>
          </p>
        )}
      </>
    ),
  };
}

/** What was paid to the hub, as the payer says, and whether the hub says the same. */
export function disbursementStop(
  of: DisbursementOfThreadFragment,
  key: string,
  {
    part,
    isLinked = true,
  }: { readonly part?: DisbursementOfThreadFragment['amount']; readonly isLinked?: boolean } = {},
): Stop {
  return {
    key,
    title: <T id="thread.disbursement" />,
    body: (
      <>
        <p>
          <Paid of={of} part={part ?? null} />
        </p>
        <p className="soft">
          <Booked of={of} />
        </p>
        <Contradicted of={of} />
        {isLinked && (
          <p>
            <Link to={`/thread/${of.id}`}>
              <T id="thread.disbursementLink" />
            </Link>
          </p>
        )}
      </>
    ),
  };
}

/** Where one end said two things, with the way to what is kept as evidence. */
function Contradicted({ of: { id, contradictions, received } }: { readonly of: DisbursementOfThreadFragment }) {
  if ((contradictions?.length ?? 0) + (received?.contradictions ?? 0) === 0) return null;
  return (
    <Notice kind="refused" title={<T id="transfers.contradicted" />}>
      <p>
        <Link to={`/books/fundraising/transfers/${id}`}>
          <T id="transfers.contradiction" />
        </Link>
      </p>
    </Notice>
  );
}

function Paid({
  of,
  part,
}: {
  readonly of: DisbursementOfThreadFragment;
  readonly part: DisbursementOfThreadFragment['amount'];
}) {
  const { amount, postedAt, toHub, received, status } = of;
  if (amount === null) {
    if (received?.amount == null || received.day === null) return <T id="thread.bookedUnknown" />;
    const words = { amount: <Amount key="amount" of={received.amount} />, day: <Day key="day" of={received.day} /> };
    return <T id="thread.bookedOnly" {...words} />;
  }
  const words = { amount: <Amount key="amount" of={amount} />, hub: <HubName key="hub" of={toHub} /> };
  if (status === 'VOIDED' || status === 'EXPIRED') return <T id="thread.disbursementEnded" {...words} />;
  if (postedAt === null) return <T id="thread.disbursementOpen" {...words} />;
  const day = <Day key="day" of={dayOf(postedAt)} />;
  if (part === null) return <T id="thread.disbursementText" {...words} day={day} />;
  return <T id="thread.disbursementPart" {...words} day={day} part={<Amount key="part" of={part} />} />;
}

function Booked({ of: { amount, received, status, toHub } }: { readonly of: DisbursementOfThreadFragment }) {
  if (amount === null) return null;
  if (status === 'VOIDED' || status === 'EXPIRED') return null;
  if (received === null)
    return <T id={status === 'BOOKED' ? 'thread.bookedUnknown' : 'thread.bookedNot'} hub={toHub.id} />;
  if (received.status !== 'BOOKED' || received.amount === null) return <T id="thread.bookedNot" />;
  const isSame = minorOf(received.amount) === minorOf(amount) && received.amount.currency === amount.currency;
  if (isSame) return <T id="thread.bookedSame" />;
  return <T id="thread.bookedOther" amount={<Amount key="amount" of={received.amount} />} />;
}

/** In the place of what a node would have said. */
export function gapStop(
  node: string,
  gaps: Gaps,
  why: 'gapVote' | 'gapSupport' | 'gapUses',
  key: string,
  cited?: string,
): Stop {
  const reason = gaps.get(node);
  return {
    key,
    isGap: true,
    title: <T id="thread.gapNode" node={<NodeWord key="node" id={node} />} />,
    body: (
      <>
        <p>
          <T id={`thread.${why}`} reason={<Reason key="reason" code={reason ?? 'no-data'} />} />
        </p>
        {cited !== undefined && (
          <p>
            <T
              id="thread.citedVote"
              vote={(parts) => (
                <Link key="vote" to={`/thread/${cited}`}>
                  {parts}
                </Link>
              )}
            />
          </p>
        )}
      </>
    ),
  };
}
