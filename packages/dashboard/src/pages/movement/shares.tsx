import { ShareBars } from '../../components/charts/share-bars.tsx';
import { Link } from '../../components/link.tsx';
import { Empty } from '../../components/notice.tsx';
import { Table } from '../../components/table.tsx';
import { Amount, Country, Share, T, useText } from '../../components/words.tsx';
import { isBasisPoints } from '../../i18n/sense.ts';
import type { ShareOfSpendingFragment } from './movement.generated.ts';
import type { StatementData } from './statement.tsx';

/** How much of the spending was spent, and how much decided, in the Global South; what the list does not know is said. */
export function Shares({ of }: { readonly of: StatementData }) {
  const text = useText();
  const { spentInGlobalSouth: spent, decidedInGlobalSouth: decided, countryList } = of;
  if (spent === null || decided === null || countryList === null) {
    return (
      <Empty>
        <p>
          <T id="movement.noList" />
        </p>
      </Empty>
    );
  }
  const row = (key: 'spentIn' | 'decidedIn', share: ShareOfSpendingFragment) => ({
    key,
    cells: [
      <ShareName key="what" of={key} basisPoints={share.basisPoints} />,
      <ShareFigure key="share" basisPoints={share.basisPoints} />,
      <Amount key="south" of={share.inGlobalSouth} />,
      <Amount key="classified" of={share.classified} />,
      <Amount key="unclassified" of={share.unclassified} />,
    ],
  });
  return (
    <>
      <Table
        caption={
          <span className="note">
            <T id="movement.sharesCaption" />
          </span>
        }
        label={text('movement.globalSouth')}
        columns={[
          { key: 'what', title: <T id="money.kind.spending" /> },
          { key: 'share', title: <T id="movement.share" />, isFigure: true },
          { key: 'south', title: <T id="movement.inSouth" />, isFigure: true },
          { key: 'classified', title: <T id="movement.classified" />, isFigure: true },
          { key: 'unclassified', title: <T id="movement.unclassified" />, isFigure: true },
        ]}
        rows={[row('spentIn', spent), row('decidedIn', decided)]}
      />
      <Countries of={countryList} />
    </>
  );
}

interface ShareProps {
  readonly basisPoints: number | null;
}

function ShareName({ of, basisPoints }: ShareProps & { readonly of: 'spentIn' | 'decidedIn' }) {
  return (
    <>
      <T id={`movement.${of}`} />
      {isBasisPoints(basisPoints) && (
        <ShareBars bars={[{ kind: 'out', part: BigInt(basisPoints) }]} of={10_000n} isPartOfWhole />
      )}
    </>
  );
}

function ShareFigure({ basisPoints }: ShareProps) {
  return basisPoints === null ? <T id="movement.nothingClassified" /> : <Share basisPoints={basisPoints} />;
}

function Countries({ of }: { readonly of: NonNullable<StatementData['countryList']> }) {
  const text = useText();
  const { version, source, motion, countries } = of;
  return (
    <details>
      <summary>
        <T id="movement.list" version={version ?? ''} count={countries?.length ?? 0} />
      </summary>
      <p>
        <T id="movement.listFrom" source={<bdi key="source">{source}</bdi>} />{' '}
        {motion !== null && (
          <Link to={`/decisions/${motion.id}`}>
            <T id="movement.listMotion" />
          </Link>
        )}
      </p>
      <Table
        caption={
          <span className="note">
            <T id="movement.listCaption" />
          </span>
        }
        label={text('movement.listCaption')}
        columns={[
          { key: 'country', title: <T id="money.cut.country" /> },
          { key: 'region', title: <T id="money.cut.region" /> },
          { key: 'south', title: <T id="movement.globalSouth" /> },
        ]}
        rows={(countries ?? []).map(({ country, region, isGlobalSouth }) => ({
          key: country,
          cells: [
            <Country key="country" code={country} />,
            <bdi key="region">{region}</bdi>,
            <T key="south" id={isGlobalSouth ? 'movement.yes' : 'movement.no'} />,
          ],
        }))}
      />
    </details>
  );
}
