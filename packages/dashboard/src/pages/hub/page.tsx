import type { ReactNode } from 'react';
import { offersAtHub } from '../../acts/offers.ts';
import { Unavailable } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { T, useText } from '../../components/words.tsx';
import { ahead } from '../../graph/ahead.ts';
import { assertShown, missingNodes, reasonOf } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { absent } from '../absent.tsx';
import { Asking } from '../places/asking.tsx';
import { HeadWithoutCouncil, HubHead } from './council.tsx';
import { Hub, HubLog, HubOfItself } from './hub.generated.ts';
import { Log } from './log.tsx';
import { CharterInShort, Offices, YearSoFar } from './offices.tsx';
import { Funds, Grants, Learnings, type OwnPart, Teams } from './own.tsx';
import { FromSupport, Trademark } from './support.tsx';

/** One hub: first what others say of it, then what it says of itself. */
export const hub: PageDefinition = {
  path: '/hubs/:hub',
  offers: offersAtHub,
  async show(visit) {
    const id = visit.params['hub'] ?? '';
    const days = daysOf(visit.now);
    const asked = ahead(visit.graph.ask(HubOfItself, { id, ...days }));
    // The council asks the hub and its witnesses first.
    const log = ahead(visit.graph.ask(HubLog, { id }));
    const { data, errors } = await visit.graph.ask(Hub, { id });
    const missing = missingNodes(errors);
    const council = reasonOf(missing, 'council');
    const known = data?.hub ?? null;
    if (known === null && council === undefined) return absent(visit, errors);
    assertShown(errors);
    return {
      title: known?.name ?? id,
      head: (
        <>
          {known === null ? <HeadWithoutCouncil id={id} reason={council ?? 'no-data'} /> : <HubHead hub={known} />}
          <Sections withOthers={known !== null} />
        </>
      ),
      loading: translate(visit.locale, 'places.askingHub', { hub: id }),
      parts: (async function* () {
        if (known !== null) {
          yield (
            <>
              <Section id="support" title="places.fromSupport">
                <FromSupport hub={known} missing={missing} />
              </Section>
              <Asking />
            </>
          );
        }
        const answer = await asked;
        assertShown(answer.errors);
        const reason = reasonOf(missingNodes(answer.errors), id);
        const own: OwnPart = { hub: id, of: answer.data, reason };
        if (reason !== undefined) {
          yield (
            <Section id="own" title="places.ownPart">
              {OWN.map(([own]) => (
                <span key={own} id={own} />
              ))}
              <Unavailable node={id} reason={reason} />
              <p>
                <T id="places.ownPartMissing" />
              </p>
            </Section>
          );
        } else {
          yield (
            <>
              <Section id="offices" title="places.offices">
                <Offices of={own.of?.hub?.mandates ?? null} />
              </Section>
              <Section id="funds" title="places.money">
                {own.of?.hub?.books != null && (
                  <YearSoFar hub={id} books={own.of.hub.books} from={days.year} to={days.today} />
                )}
                <Funds {...own} />
                <p>
                  <Link to={`/books/${id}`}>
                    <T id="statements.toBooks" />
                  </Link>
                </p>
                <p>
                  <Link to={`/hubs/${id}/expenses`}>
                    <T id="expenses.toList" />
                  </Link>
                </p>
              </Section>
              <Section id="teams" title="places.teams">
                <Teams {...own} />
              </Section>
              <Section id="grants" title="grants.title">
                <Grants {...own} />
              </Section>
              <Section id="learnings" title="places.learnings">
                <Learnings {...own} />
              </Section>
              <Section id="charter" title="places.charter">
                <CharterInShort hub={id} of={own.of?.hub?.charter ?? null} />
              </Section>
            </>
          );
        }
        const seen = await log;
        assertShown(seen.errors);
        yield (
          <>
            {known !== null && (
              <Section id="agreement" title="places.trademark">
                <Trademark hub={known} missing={missing} />
              </Section>
            )}
            <Section id="log" title="log.title">
              <Log
                of={seen.data?.hub?.log ?? null}
                reason={reasonOf(missingNodes(seen.errors), 'council')}
                endpoint={known?.endpoint ?? null}
                council={seen.data?.registry?.endpoint ?? null}
              />
            </Section>
            <Section id="exports" title="places.exports">
              <p>
                <T id="places.exportsText" />{' '}
                <Link to={`/hubs/${id}/exports`}>
                  <T id="places.exportsLink" />
                </Link>
              </p>
            </Section>
          </>
        );
      })(),
    };
  },
};

const DAY_MS = 86_400_000;

/** Today, tomorrow and the first day of the year, in UTC as everything here. */
function daysOf(now: number): { readonly today: string; readonly tomorrow: string; readonly year: string } {
  const today = new Date(now).toISOString().slice(0, 10);
  const tomorrow = new Date(now + DAY_MS).toISOString().slice(0, 10);
  return { today, tomorrow, year: `${today.slice(0, 4)}-01-01` };
}

const SUPPORT = ['support', 'places.fromSupport'] as const;
/** What the hub says of itself; where it does not answer, the sentence that says so stands for all of it. */
const OWN = [
  ['offices', 'places.offices'],
  ['funds', 'places.money'],
  ['teams', 'places.teams'],
  ['grants', 'grants.title'],
  ['learnings', 'places.learnings'],
  ['charter', 'places.charter'],
] as const;
const AGREEMENT = ['agreement', 'places.trademark'] as const;
const LOG = ['log', 'log.title'] as const;
const EXPORTS = ['exports', 'places.exports'] as const;

/** The way to each part of the page, of which the first ones are there before the hub has answered. */
function Sections({ withOthers }: { readonly withOthers: boolean }) {
  const text = useText();
  const sections = withOthers ? [SUPPORT, ...OWN, AGREEMENT, LOG, EXPORTS] : [...OWN, LOG, EXPORTS];
  return (
    <nav className="periods" aria-label={text('money.onThisPage')}>
      <ul>
        {sections.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>
              <T id={title} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        <T id={title} />
      </h2>
      {children}
    </section>
  );
}
