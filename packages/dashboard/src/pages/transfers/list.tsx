import { offersAtTransfers } from '../../acts/offers-on-transfers.ts';
import { Link } from '../../components/link.tsx';
import { Entity } from '../../components/money/figures.tsx';
import { Empty } from '../../components/notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Code, Count, Moment, T, useText } from '../../components/words.tsx';
import { translate } from '../../i18n/translate.ts';
import type { PageDefinition } from '../../page.ts';
import { bookPage, nameOfNode } from '../statements/frame.tsx';
import { type TransfersAndOpen, transfersOf } from './ask.ts';
import { toneOf } from './tones.ts';
import type { OpenTransfersFragment, TransferLinesFragment } from './transfers.generated.ts';

/** What one node pays others and is paid, first what is not at its end. */
export const transfers: PageDefinition = {
  path: '/books/:node/transfers',
  offers: offersAtTransfers,
  async show(visit) {
    const { node = '' } = visit.params;
    const name = nameOfNode(visit, node);
    const title = translate(visit.locale, 'transfers.title', { node: name });
    const heading = <T id="transfers.title" node={<bdi key="node">{name}</bdi>} />;
    const said = await transfersOf(visit, node, visit.query.get('after'));
    const body = (value: TransfersAndOpen) => <Transfers of={value} node={node} />;
    return bookPage(visit, node, said, { title, heading, body, isInBooks: true });
  },
};

function Transfers({ of: { transfers, open }, node }: { readonly of: TransfersAndOpen; readonly node: string }) {
  const peers = [...new Set(transfers.nodes.map(({ peer }) => peer))].sort();
  return (
    <>
      {open !== null && <Open of={open} node={node} />}
      <h2>
        <T id="transfers.all" />
      </h2>
      <Lines of={transfers} node={node} />
      {peers.length > 0 && (
        <>
          <h2>
            <T id="transfers.compare" />
          </h2>
          <ul>
            {peers.map((peer) => (
              <li key={peer}>
                <Link to={`/books/${node}/with/${peer}`}>
                  <T id="transfers.compareWith" node={<Entity key="node" id={peer} isPlain />} />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Open({ of: { totalCount, nodes }, node }: { readonly of: OpenTransfersFragment; readonly node: string }) {
  const text = useText();
  return (
    <>
      <h2>
        <T id="transfers.open" />
      </h2>
      {nodes.length === 0 ? (
        <Empty>
          <p>
            <T id="transfers.noneOpen" />
          </p>
        </Empty>
      ) : (
        <Table
          caption={<T id="transfers.openCount" count={<Count key="count" of={totalCount} />} />}
          label={text('transfers.open')}
          columns={[
            { key: 'transfer', title: <T id="transfers.transfer" /> },
            { key: 'missing', title: <T id="transfers.missing" /> },
            { key: 'since', title: <T id="transfers.since" /> },
            { key: 'amount', title: <T id="places.amount" />, isFigure: true },
          ]}
          rows={nodes.map(({ transfer, missing, since, attempts, lastAttempt }) => ({
            key: transfer.id,
            cells: [
              <ToTransfer key="transfer" of={transfer} node={node} />,
              <span key="missing">
                <Code area="transfers.missingCode" code={missing} />
                {attempts > 0 && (
                  <span className="line soft">
                    <T id="transfers.attempts" count={<Count key="count" of={attempts} />} />
                    {lastAttempt !== null && (
                      <span className="line" lang="en" dir="ltr">
                        {wordsOf(lastAttempt)}
                      </span>
                    )}
                  </span>
                )}
              </span>,
              <Moment key="since" of={since} />,
              transfer.amount && <Amount key="amount" of={transfer.amount} />,
            ],
          }))}
        />
      )}
    </>
  );
}

/** What another node said, as a sentence: its refusal comes as a status and JSON. */
function wordsOf(attempt: string): string {
  const [, message] = /"message":"((?:[^"\\]|\\.){1,400})"/.exec(attempt) ?? [];
  return message === undefined ? attempt : message.replaceAll('\\"', '"');
}

function Lines({ of, node }: { readonly of: TransferLinesFragment; readonly node: string }) {
  const text = useText();
  if (of.nodes.length === 0) {
    return (
      <Empty>
        <p>
          <T id="transfers.none" />
        </p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={<T id="transfers.count" count={<Count key="count" of={of.totalCount} />} />}
        label={text('transfers.all')}
        columns={[
          { key: 'transfer', title: <T id="transfers.transfer" /> },
          { key: 'status', title: <T id="books.status" /> },
          { key: 'begun', title: <T id="transfers.begun" /> },
          { key: 'amount', title: <T id="places.amount" />, isFigure: true },
        ]}
        rows={of.nodes.map((one) => ({
          key: one.id,
          cells: [
            <ToTransfer key="transfer" of={one} node={node} />,
            <Status key="status" area="transfers.status" code={one.status} tone={toneOf(one.status)} />,
            <Moment key="begun" of={one.begunAt} />,
            one.amount && <Amount key="amount" of={one.amount} />,
          ],
        }))}
      />
      <Pager page={of.pageInfo} shown={of.nodes.length} total={of.totalCount} />
    </>
  );
}

function ToTransfer({
  of: { id, end, peer },
  node,
}: {
  readonly of: Pick<TransferLinesFragment['nodes'][number], 'id' | 'end' | 'peer'>;
  readonly node: string;
}) {
  return (
    <Link to={`/books/${node}/transfers/${id}`}>
      <T id={end === 'PAYER' ? 'transfers.to' : 'transfers.from'} node={<Entity key="node" id={peer} isPlain />} />
    </Link>
  );
}
