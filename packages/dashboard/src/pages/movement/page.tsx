import { Missing } from '../../components/coverage.tsx';
import { Amount, T } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { MovementFinance } from './movement.generated.ts';

/** Where the movement's money came from and where it went. */
export const movement: PageDefinition = {
  path: '/',
  async show(visit) {
    return {
      title: translate(visit.locale, 'movement.title'),
      head: (
        <h1>
          <T id="movement.title" />
        </h1>
      ),
      loading: translate(visit.locale, 'movement.loading'),
      parts: (async function* () {
        const { data } = await visit.graph.ask(MovementFinance, {
          from: '2025-01-01',
          to: '2027-01-01',
          currency: 'USD',
          acceptPartial: true,
        });
        const statement = data?.movementFinance?.statement;
        if (statement == null) return;
        yield (
          <>
            <Missing of={statement.coverage} />
            <Amount of={statement.total.incomeInReport} />
          </>
        );
      })(),
    };
  },
};
