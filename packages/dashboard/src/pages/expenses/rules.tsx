import { Table } from '../../components/table.tsx';
import { Amount, Code, Country, Currency, ListOf, Moment, T, useText, Who } from '../../components/words.tsx';
import type { HubExpensesQuery, RuleShownFragment } from './expenses.generated.ts';

type Hub = NonNullable<HubExpensesQuery['hub']>;

/** Who approves what is asked for, and in which countries nobody is told who was paid: as the hub's board says. */
export function Rules({ of: { approvalRule, protectedCountries } }: { readonly of: Hub }) {
  return (
    <details className="more">
      <summary>
        <T id="expenses.rules" />
      </summary>
      {approvalRule === null ? (
        <p>
          <T id="expenses.ruleNone" />
        </p>
      ) : (
        <Approvals of={approvalRule} />
      )}
      <h2>
        <T id="expenses.protected" />
      </h2>
      <p>
        <T id="expenses.protectedText" />
      </p>
      <p>
        {protectedCountries === null || protectedCountries.countries.length === 0 ? (
          <T id="expenses.protectedNone" />
        ) : (
          <T
            id="expenses.protectedList"
            countries={
              <ListOf
                key="countries"
                of={protectedCountries.countries.map((code) => <Country key={code} code={code} />)}
              />
            }
            moment={<Moment key="moment" of={protectedCountries.setAt} />}
          />
        )}
      </p>
    </details>
  );
}

function Approvals({ of: { version, setAt, setBy, tiers } }: { readonly of: RuleShownFragment }) {
  const text = useText();
  return (
    <>
      <Table
        caption={<T id="expenses.ruleCaption" />}
        label={text('expenses.ruleCaption')}
        columns={[
          { key: 'currency', title: <T id="expenses.field.currency" /> },
          { key: 'who', title: <T id="expenses.ruleWho" /> },
          { key: 'upTo', title: <T id="expenses.ruleUpTo" />, isFigure: true },
        ]}
        rows={tiers.map(({ currency, upTo, approvals }) => ({
          key: `${currency} ${upTo?.decimal ?? ''}`,
          cells: [
            <Currency key="currency" code={currency} />,
            <ListOf
              key="who"
              of={approvals.map(({ role, count }) => (
                <T key={role} id="expenses.ruleSeat" count={count} role={<Code key="role" area="role" code={role} />} />
              ))}
            />,
            upTo === null ? <T key="upTo" id="expenses.ruleAny" /> : <Amount key="upTo" of={upTo} />,
          ],
        }))}
      />
      <p className="soft">
        <T
          id="expenses.ruleSet"
          version={version}
          moment={<Moment key="moment" of={setAt} />}
          name={<Who key="who" by={setBy} />}
        />
      </p>
    </>
  );
}
