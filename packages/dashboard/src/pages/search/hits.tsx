import { createElement } from 'react';
import { Entries } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import { Amount, Code, InOrder, Moment, T, useText } from '../../components/words.tsx';
import { cut } from '../../i18n/sense.ts';
import { Name } from '../places/lines.tsx';
import { marked } from './marks.ts';
import { WORDS_MAX } from './reach.ts';
import type { FoundFragment } from './search.generated.ts';

type Hit = FoundFragment['nodes'][number];

const PATHS: Readonly<Record<string, string>> = {
  HUB: '/hubs/',
  MOTION: '/decisions/',
  FRAMEWORK: '/frameworks/',
  CAMPAIGN: '/campaigns/',
  TEAM: '/teams/',
  LEARNING: '/learnings/',
  APPLICATION: '/grants/',
  DECISION: '/grants/',
  RECEIPT: '/thread/',
  GRANT: '/grants/',
};

/** Where a thing that was found can be read; undefined for kinds that are newer than the page. */
function pathOfHit({ kind, id }: Pick<Hit, 'kind' | 'id'>): string | undefined {
  const path = PATHS[kind];
  return path === undefined ? undefined : path + id;
}

/** A title, or the few lines that a node gives of a text. */
const MARKED_MAX = 1_000;

/** A text with the words that were looked for marked in it. */
function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  return (
    <bdi>
      <InOrder
        of={marked(cut(text, MARKED_MAX), search).map(({ text: piece, isFound }) =>
          isFound ? createElement('mark', null, piece) : piece,
        )}
      />
    </bdi>
  );
}

/** What one node found. */
export function Hits({ of, search }: { readonly of: readonly Hit[]; readonly search: string }) {
  const text = useText();
  return (
    <Entries
      label={text('search.found')}
      of={of.map((hit) => {
        const path = pathOfHit(hit);
        const title =
          hit.title === null ? <Name key="t" of={null} /> : <Marked key="t" text={hit.title} search={search} />;
        return {
          key: `${hit.kind} ${hit.id}`,
          title: (
            <>
              <span className="kind">
                <Code area="search.kind" code={hit.kind} />
              </span>{' '}
              {path === undefined ? title : <Link to={path}>{title}</Link>}
            </>
          ),
          facts: [
            hit.amount !== null && <Amount key="amount" of={hit.amount} />,
            hit.at !== null && <Moment key="at" of={hit.at} />,
          ],
          ...(hit.snippet === null ? {} : { body: <Marked text={hit.snippet} search={search} /> }),
        };
      })}
    />
  );
}

/** What can be looked for. */
export function Findable() {
  return (
    <ul>
      {['hubs', 'teams', 'grants', 'learnings', 'decisions', 'campaigns'].map((one) => (
        <li key={one}>
          <T id={`search.in.${one}`} />
        </li>
      ))}
    </ul>
  );
}

/** What can be looked for and how, where nothing was typed yet. */
export function WhatCanBeFound() {
  return (
    <>
      <p>
        <T id="search.explained" />
      </p>
      <Findable />
      <p>
        <T id="search.how" count={WORDS_MAX} />
      </p>
    </>
  );
}
