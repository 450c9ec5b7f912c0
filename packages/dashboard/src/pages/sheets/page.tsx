import { Link } from '../../components/link.tsx';
import { LensForm, LensLine, PeriodLinks } from '../../components/money/lens.tsx';
import { Unanswered } from '../../components/money/unanswered.tsx';
import { T } from '../../components/words.tsx';
import { ahead } from '../../graph/ahead.ts';
import { GraphUnavailableError } from '../../graph/graph.ts';
import { translate } from '../../i18n/translate.ts';
import { type Lens, lensQuery, lensVariables, readLens } from '../../money/lens.ts';
import { yearBefore } from '../../money/period.ts';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { currenciesOf } from '../movement/currencies.ts';
import { Sheets, SheetsBefore } from './sheets.generated.ts';
import { Statements } from './statements.tsx';

/** Income, position, cash flow and plans of the whole movement; each line opens by node, and there to its entries. */
export const sheets: PageDefinition = {
  path: '/statements',
  async show(visit) {
    const { lens, faults } = readLens(visit.query, visit.now);
    const title = translate(visit.locale, 'sheets.title');
    const head = (
      <>
        <p className="way">
          <Link to="/" query={lensQuery(lens)}>
            <T id="movement.title" />
          </Link>
        </p>
        <h1>
          <T id="sheets.title" />
        </h1>
        <p>
          <T id="sheets.lead" />
        </p>
      </>
    );
    if (faults.length > 0) {
      const body = (
        <>
          {head}
          <PeriodLinks lens={lens} />
          <LensForm lens={lens} faults={faults} currencies={await currenciesOf(visit, lens, false)} />
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
          <PeriodLinks lens={lens} />
        </>
      ),
      loading: translate(visit.locale, 'movement.loading'),
      parts: parts(visit, lens),
    };
  },
};

async function* parts(visit: Visit, lens: Lens) {
  // All are asked at once.
  const answer = ahead(orNothing(visit.graph.ask(Sheets, lensVariables(lens))));
  const period = yearBefore(lens.period);
  const before = ahead(
    period === undefined
      ? Promise.resolve(undefined)
      : orNothing(visit.graph.ask(SheetsBefore, lensVariables({ ...lens, period }))),
  );
  const form = <LensForm lens={lens} faults={[]} currencies={await currenciesOf(visit, lens)} />;
  const answered = await answer;
  const { statement, sheets: lines } = answered?.data?.movementFinance ?? {};
  if (statement && lines) {
    const prior = (await before)?.data?.movementFinance?.statement ?? undefined;
    yield <Statements of={{ statement, lines, prior }} lens={lens} form={form} />;
  } else {
    yield (
      <>
        <Unanswered errors={answered?.errors} />
        {form}
      </>
    );
  }
}

function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof GraphUnavailableError) return undefined;
    throw error;
  });
}
