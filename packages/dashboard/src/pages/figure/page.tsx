import { Link } from '../../components/link.tsx';
import { CutFacts } from '../../components/money/cut.tsx';
import { LensForm, LensLine } from '../../components/money/lens.tsx';
import { Unanswered } from '../../components/money/unanswered.tsx';
import { T } from '../../components/words.tsx';
import { GraphUnavailableError } from '../../graph/graph.ts';
import { translate } from '../../i18n/translate.ts';
import {
  type Cut,
  type CutName,
  cutNames,
  type DetailName,
  detailNames,
  details,
  type FigureKind,
  isDetail,
  readCut,
  readKind,
} from '../../money/cut.ts';
import { type Lens, lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { Balances } from './balances.tsx';
import { Figure } from './figure.generated.ts';
import { Heading, titleOf } from './heading.tsx';
import { Opened } from './opened.tsx';
import { dimensionOf } from './ways.ts';

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
      parts: parts(visit, { lens, kind, cut, ...readFiner(visit.query, cut) }),
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

/** What else lines are told apart by: a detail, which nodes give only where it is asked for, and what is seen over time. */
interface Finer {
  readonly by: DetailName | undefined;
  readonly over: CutName | undefined;
}

function readFiner(query: URLSearchParams, cut: Cut): Finer {
  const by = query.get('by');
  const over = cutNames.find((name) => name === query.get('over'));
  return {
    by: isDetail(by) && cut[by] === undefined ? by : undefined,
    over: over !== undefined && cut[over] === undefined ? over : undefined,
  };
}

interface Asked extends Finer {
  readonly lens: Lens;
  readonly kind: FigureKind;
  readonly cut: Cut;
}

async function* parts(visit: Visit, asked: Asked) {
  const { lens, kind, cut } = asked;
  let answer: Awaited<ReturnType<typeof ask>> | undefined;
  try {
    answer = await ask(visit, asked);
  } catch (error) {
    if (!(error instanceof GraphUnavailableError)) throw error;
  }
  const statement = answer?.data?.movementFinance?.statement;
  if (!statement) yield <Unanswered errors={answer?.errors} />;
  else if (kind === 'balance') yield <Balances of={statement} lens={lens} cut={cut} />;
  else yield <Opened {...asked} of={statement} kind={kind} />;
}

function ask(visit: Visit, { lens, cut, by, over }: Asked) {
  const names = detailNames.filter((name) => cut[name] !== undefined || name === by || name === over);
  return visit.graph.ask(Figure, {
    ...lensVariables(lens),
    where: cut,
    details: names.map((name) => details[name]),
    by: dimensionOf(by ?? 'currency'),
    hasBy: by !== undefined,
    over: dimensionOf(over ?? 'currency'),
    hasOver: over !== undefined,
  });
}
