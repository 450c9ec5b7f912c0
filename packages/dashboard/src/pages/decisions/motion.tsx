import { Entries, type Entry } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Status } from '../../components/status.tsx';
import { Called, Count, Moment, T, Who } from '../../components/words.tsx';
import { hasMessage } from '../../i18n/catalogue.ts';
import type { Locale } from '../../i18n/locales.ts';
import { translate } from '../../i18n/translate.ts';
import { toneOf } from '../places/tones.ts';
import type { MotionLineFragment } from './decisions.generated.ts';

/** What a motion is about, as far as its name needs it. */
export type Named = Pick<MotionLineFragment, 'kind' | 'hub' | 'framework' | 'countryList'>;

function subjectOf({ hub, framework, countryList }: Named): string {
  return hub?.name ?? hub?.id ?? framework?.version ?? countryList?.version ?? '…';
}

function keyOf({ kind }: Named): string {
  const key = `decisions.motion.${kind}`;
  return hasMessage(key) ? key : 'decisions.motion.other';
}

/** What it does if it is adopted, as a name: `Authorise East Africa Hub`. */
export function Motion({ of }: { readonly of: Named }) {
  return <T id={keyOf(of)} subject={<Called key="subject" of={subjectOf(of)} />} />;
}

/** The same as text, for the title of the document. */
export function nameOfMotion(locale: Locale, of: Named): string {
  return translate(locale, keyOf(of), { subject: subjectOf(of) });
}

/** A motion in a list. */
function motionLine(of: MotionLineFragment): Entry {
  const { id, status, proposedAt, proposedBy, closedAt, tally } = of;
  return {
    key: id,
    title: (
      <Link to={`/decisions/${id}`}>
        <Motion of={of} />
      </Link>
    ),
    status: status !== null && <Status area="decisions.status" code={status} tone={toneOf(status)} />,
    facts: [
      tally !== null && (
        <T
          id="decisions.tally"
          yes={<Count key="yes" of={tally.yes} />}
          no={<Count key="no" of={tally.no} />}
          abstain={<Count key="abstain" of={tally.abstain} />}
        />
      ),
      proposedBy !== null && <T key="by" id="decisions.proposedBy" name={<Who key="who" by={proposedBy} />} />,
      closedAt !== null ? (
        <T key="when" id="decisions.closedAt" moment={<Moment key="at" of={closedAt} />} />
      ) : (
        proposedAt !== null && <T key="when" id="decisions.openSince" moment={<Moment key="at" of={proposedAt} />} />
      ),
    ],
  };
}

export function Motions({ of, label }: { readonly of: readonly MotionLineFragment[]; readonly label: string }) {
  return <Entries of={of.map(motionLine)} label={label} />;
}
