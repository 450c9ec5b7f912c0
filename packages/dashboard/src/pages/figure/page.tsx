import { Link } from '../../components/link.tsx';
import { CutFacts } from '../../components/money/cut.tsx';
import { LensForm, LensLine } from '../../components/money/lens.tsx';
import { Unanswered } from '../../components/money/unanswered.tsx';
import { T } from '../../components/words.tsx';
import { GraphUnavailableError } from '../../graph/graph.ts';
import { translate } from '../../i18n/translate.ts';
import { type Cut, type FigureKind, readCut, readKind } from '../../money/cut.ts';
import { type Lens, lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { Balances } from './balances.tsx';
import { Figure } from './figure.generated.ts';
import { Heading, titleOf } from './heading.tsx';
import { Opened } from './opened.tsx';

/** One figure, opened: what it is made of, one step finer, down to the postings of one entity's books. */
export const figure: PageDefinition = {
  path: '/figure',
  async show(visit) {
    const { lens, faults } = readLens(visit.query, visit.now);
    const kind = readKind(visit.query);
    const cut = readCut(visit.query);
    const title = titleOf(visit.locale, kind, cut);
    const head = <Head lens={lens} kind={kind} cut={cut} />;
    if (faults.length > 0) {
      const form = <LensForm lens={lens} faults={faults} currencies={[lens.currency]} />;
      const body = (
        <>
          {head}
          {form}
        </>
      );
      return { status: 400, title, body };
    }
    return {
      title,
      head: (
        <>
          {head}
          <LensLine lens={lens} />
        </>
      ),
      loading: translate(visit.locale, 'movement.loading'),
      parts: parts(visit, lens, kind, cut),
    };
  },
};

function Head({ lens, kind, cut }: { readonly lens: Lens; readonly kind: FigureKind; readonly cut: Cut }) {
  return (
    <>
      <p className="way">
        <Link to="/" query={lensQuery(lens)}>
          <T id="movement.title" />
        </Link>
      </p>
      <Heading kind={kind} cut={cut} />
      <CutFacts cut={cut} />
    </>
  );
}

async function* parts(visit: Visit, lens: Lens, kind: FigureKind, cut: Cut) {
  let answer: Awaited<ReturnType<typeof ask>> | undefined;
  try {
    answer = await ask(visit, lens, cut);
  } catch (error) {
    if (!(error instanceof GraphUnavailableError)) throw error;
  }
  const statement = answer?.data?.movementFinance?.statement;
  if (!statement) yield <Unanswered errors={answer?.errors} />;
  else if (kind === 'balance') yield <Balances of={statement} lens={lens} cut={cut} />;
  else yield <Opened of={statement} lens={lens} kind={kind} cut={cut} />;
}

function ask(visit: Visit, lens: Lens, cut: Cut) {
  return visit.graph.ask(Figure, { ...lensVariables(lens), where: cut });
}
