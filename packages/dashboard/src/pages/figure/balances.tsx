import { Coverage } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Absent, hidesTotals, NotShown } from '../../components/money/absent.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { MissingFigure, MissingName } from '../../components/money/lines.tsx';
import { Opens } from '../../components/money/opens.tsx';
import { Rates } from '../../components/money/rates.tsx';
import { Table, type TableRow } from '../../components/table.tsx';
import { Amount, T, useText } from '../../components/words.tsx';
import type { Cut } from '../../money/cut.ts';
import { type Lens, lensQuery } from '../../money/lens.ts';
import { untilEnd } from '../../money/opened.ts';
import { sumByCurrency, sumOf } from '../../money/sums.ts';
import { type FigureData, narrowed } from './data.ts';
import { Sum } from './sum.tsx';

/** What each entity owns less what it owes at the end of the period, by currency, and the sum of all of it. */
export function Balances({ of, lens, cut }: { readonly of: FigureData; readonly lens: Lens; readonly cut: Cut }) {
  const text = useText();
  const coverage = narrowed(of.coverage, cut);
  const balances = of.balances.filter(({ node }) => cut.node === undefined || node === cut.node);
  const inReport = balances.flatMap((one) => (one.inReport === null ? [] : [one.inReport]));
  const rows = [
    ...balances.map(({ node, entity, balance, inReport }): TableRow & { readonly node: string } => ({
      node,
      key: `${node} ${entity ?? ''} ${balance.currency}`,
      cells: [
        <span key="node">
          <Entity id={node} />
          {entity !== null && (
            <Link to={`/books/${node}/teams`} query={lensQuery(lens)} className="line">
              <T id="teamBooks.toList" />
            </Link>
          )}
        </span>,
        entity === null ? (
          <Opens
            key="balance"
            of={balance}
            node={node}
            opened={{ figure: 'NET_ASSETS', currency: balance.currency }}
            days={untilEnd(lens.period)}
            isBare={false}
          />
        ) : (
          <Amount key="balance" of={balance} />
        ),
        inReport === null ? <T key="none" id="figure.noRate" /> : <Amount key="converted" of={inReport} />,
      ],
    })),
    ...coverage.missing.map(({ node, reason }): TableRow & { readonly node: string } => ({
      node,
      key: node,
      kind: 'missing',
      cells: [
        <MissingName key="node" node={node} reason={reason} />,
        <MissingFigure key="balance" />,
        <MissingFigure key="converted" />,
      ],
    })),
  ].sort((one, other) => (one.node < other.node ? -1 : one.node > other.node ? 1 : 0));
  return (
    <>
      <Absent lens={lens} coverage={coverage} />
      <p>
        <T id="figure.balanceMeans" />
      </p>
      {hidesTotals(lens, coverage) ? (
        <p>
          <NotShown count={coverage.missing.length} />
        </p>
      ) : (
        <Sum
          originals={sumByCurrency(balances.map(({ balance }) => balance))}
          inReport={sumOf(inReport, of.total.incomeInReport)}
          withoutRate={of.withoutRate}
          missing={coverage.missing.length}
        />
      )}
      <Coverage of={coverage} />
      <h2>
        <T id="figure.by.node" />
      </h2>
      <Table
        caption={
          <span className="note">
            <T id="figure.balanceCaption" />
          </span>
        }
        label={text('figure.by.node')}
        columns={[
          { key: 'node', title: <T id="money.cut.node" /> },
          { key: 'balance', title: <T id="figure.originals" />, isFigure: true },
          { key: 'converted', title: <T id="figure.converted" />, isFigure: true },
        ]}
        rows={rows}
      />
      <Rates of={of.conversions} withoutRate={of.withoutRate} currency={lens.currency} />
    </>
  );
}
