import { Link } from '../../components/link.tsx';
import { Day, T } from '../../components/words.tsx';
import { dayOf } from '../../i18n/sense.ts';
import type { RichValue } from '../../i18n/translate.ts';
import { COUNCIL, frameworkStop, gapStop, SUPPORT, voteStop } from './cards.tsx';
import type { Gaps } from './gaps.ts';
import { Chain, type Row } from './picture.tsx';
import type { AllocationOfThreadFragment, HubOfThreadFragment, MotionOfThreadFragment } from './thread.generated.ts';

type Framework = Pick<NonNullable<AllocationOfThreadFragment['framework']>, 'version' | 'shares' | 'motion'> | null;

/** What allowed it: the vote and the framework, or the gap where they would be. */
export function wayRow(
  framework: Framework,
  hub: HubOfThreadFragment | null,
  gaps: Gaps,
  further: readonly Omit<Row, 'rows'>[] = [],
  start?: MotionOfThreadFragment,
): Row {
  const motion = framework?.motion ?? start ?? null;
  const steps: Omit<Row, 'rows'>[] = [];
  if (motion !== null) steps.push(voteStop(motion, 'vote', { isLinked: start === undefined }));
  else if (framework === null && gaps.has(SUPPORT)) steps.push(gapStop(SUPPORT, gaps, 'gapSupport', 'vote'));
  else if (gaps.has(COUNCIL)) steps.push(gapStop(COUNCIL, gaps, 'gapVote', 'vote'));
  else steps.push({ key: 'vote', isGap: true, title: <T id="thread.vote" />, body: <T id="thread.noVote" /> });
  if (framework !== null && framework.version !== null) steps.push(frameworkStop(framework, hub, 'framework'));
  return {
    key: 'way',
    title: <T id="thread.way" />,
    isGap: motion === null,
    body: <Chain steps={[...steps, ...further]} />,
  };
}

/** The words of a sentence that names a vote. */
export function voteWords(motion: MotionOfThreadFragment): Record<string, RichValue> {
  const at = motion.closedAt ?? motion.proposedAt;
  return {
    voted: at === null ? null : <Day key="voted" of={dayOf(at)} />,
    yes: motion.tally?.yes ?? 0,
    no: motion.tally?.no ?? 0,
    electorate: motion.tally?.electorate ?? 0,
    vote: (parts) => (
      <Link key="vote" to={`/decisions/${motion.id}#votes`}>
        {parts}
      </Link>
    ),
  };
}
