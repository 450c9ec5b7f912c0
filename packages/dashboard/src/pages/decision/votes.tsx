import { createElement } from 'react';
import { Empty } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { InOrder, Moment, Share, T, useText, Who } from '../../components/words.tsx';
import type { DecisionQuery } from './decision.generated.ts';
import { type Counted, judge, type Rule } from './rule.ts';

type MotionData = NonNullable<DecisionQuery['motion']>;

/** A part of something in words: a half, two thirds, or the share itself. */
function Part({ basisPoints }: { readonly basisPoints: number }) {
  if (basisPoints === 5_000) return <T id="decisions.half" />;
  if (basisPoints === 6_667 || basisPoints === 6_666) return <T id="decisions.twoThirds" />;
  return <Share basisPoints={basisPoints} />;
}

/** The rule in plain words, and whether these votes meet it. */
export function Judgement({
  tally,
  rule,
  isOpen,
}: {
  readonly tally: Counted;
  readonly rule: Rule;
  readonly isOpen: boolean;
}) {
  const { voted, isQuorate, decided, isCarried } = judge(tally, rule);
  const mark = (isMet: boolean) => (
    <Status
      area="decisions.rule"
      code={isMet ? 'MET' : isOpen ? 'NOT_YET' : 'NOT_MET'}
      tone={isMet ? 'good' : 'open'}
    />
  );
  return (
    <ol className="rule">
      <li>
        <T
          id="decisions.quorum"
          part={<Part key="part" basisPoints={rule.quorumBasisPoints} />}
          electorate={tally.electorate}
          voted={voted}
        />{' '}
        {mark(isQuorate)}
      </li>
      <li>
        <T
          id="decisions.threshold"
          part={<Part key="part" basisPoints={rule.thresholdBasisPoints} />}
          yes={tally.yes}
          decided={decided}
        />{' '}
        {mark(isCarried)}
      </li>
    </ol>
  );
}

/** One square for each member of the electorate: who voted how, at a glance; the table below says it in words. */
export function Ballot({ tally }: { readonly tally: Counted }) {
  const text = useText();
  const { yes, no, abstain, electorate } = tally;
  const silent = Math.max(0, electorate - yes - no - abstain);
  const squares = [
    ...Array.from({ length: yes }, () => 'yes'),
    ...Array.from({ length: no }, () => 'no'),
    ...Array.from({ length: abstain }, () => 'abstain'),
    ...Array.from({ length: silent }, () => 'silent'),
  ];
  return (
    <div className="ballot" role="img" aria-label={text('decisions.ballot', { yes, no, abstain, silent })}>
      <InOrder of={squares.map((choice) => createElement('span', { className: `square ballot-${choice}` }))} />
      <span aria-hidden="true" className="ballot-words">
        {text('decisions.ballot', { yes, no, abstain, silent })}
      </span>
    </div>
  );
}

/** How each member voted, and when; those who did not vote come last. */
export function Votes({ of }: { readonly of: Pick<MotionData, 'votes' | 'electorate' | 'status'> }) {
  const text = useText();
  const votes = of.votes ?? [];
  const voted = new Set(votes.map(({ voter }) => voter.id));
  const silent = (of.electorate ?? []).filter(({ id }) => !voted.has(id));
  if (votes.length + silent.length === 0) {
    return (
      <Empty>
        <p>
          <T id="decisions.noVotes" />
        </p>
      </Empty>
    );
  }
  return (
    <Table
      caption={<T id="decisions.votes" />}
      label={text('decisions.votes')}
      columns={[
        { key: 'who', title: <T id="decisions.member" /> },
        { key: 'choice', title: <T id="decisions.vote" /> },
        { key: 'when', title: <T id="places.when" /> },
      ]}
      rows={[
        ...votes.map(({ voter, choice, castAt }) => ({
          key: voter.id,
          cells: [
            <Who key="who" by={voter} />,
            <T key="choice" id={`decisions.choice.${choice}`} />,
            <Moment key="when" of={castAt} />,
          ],
        })),
        ...silent.map((member) => ({
          key: member.id,
          cells: [
            <Who key="who" by={member} />,
            <T key="choice" id={of.status === 'OPEN' ? 'decisions.choice.NONE_YET' : 'decisions.choice.NONE'} />,
            null,
          ],
        })),
      ]}
    />
  );
}
