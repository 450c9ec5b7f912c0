import { LensForm, LensLine, PeriodLinks } from '../../components/money/lens.tsx';
import { Unanswered } from '../../components/money/unanswered.tsx';
import { T } from '../../components/words.tsx';
import { ahead } from '../../graph/ahead.ts';
import { GraphUnavailableError } from '../../graph/graph.ts';
import { translate } from '../../i18n/translate.ts';
import { type Lens, lensVariables, readLens } from '../../money/lens.ts';
import type { PageDefinition } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { offersWaiting } from '../you/load.ts';
import { currenciesOf } from './currencies.ts';
import { Movement } from './movement.generated.ts';
import { Statement } from './statement.tsx';

/** Where the movement's money came from and where it went. */
export const movement: PageDefinition = {
  path: '/',
  offers: offersWaiting,
  async show(visit) {
    const { lens, faults } = readLens(visit.query, visit.now);
    const title = translate(visit.locale, 'movement.title');
    if (faults.length > 0) {
      const body = (
        <>
          <Head />
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
          <Head />
          <LensLine lens={lens} />
          <PeriodLinks lens={lens} />
        </>
      ),
      loading: translate(visit.locale, 'movement.loading'),
      parts: parts(visit, lens),
    };
  },
};

function Head() {
  return (
    <>
      <h1>
        <T id="movement.title" />
      </h1>
      <p>
        <T id="movement.lead" />
      </p>
    </>
  );
}

/** The figures, when every hub answered or its time was up. */
async function* parts(visit: Visit, lens: Lens) {
  // Both are asked at once.
  const answer = ahead(
    visit.graph.ask(Movement, lensVariables(lens)).catch((error: unknown) => {
      if (error instanceof GraphUnavailableError) return undefined;
      throw error;
    }),
  );
  const currencies = await currenciesOf(visit, lens);
  const answered = await answer;
  const statement = answered?.data?.movementFinance?.statement;
  const form = <LensForm lens={lens} faults={[]} currencies={currencies} />;
  if (statement) yield <Statement of={statement} lens={lens} form={form} />;
  else {
    yield (
      <>
        <Unanswered errors={answered?.errors} />
        {form}
      </>
    );
  }
}
