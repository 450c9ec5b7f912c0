import type { ReactNode } from 'react';
import { SideBySide } from '../../components/entries.tsx';
import { Link } from '../../components/link.tsx';
import type { Step } from '../../components/steps.tsx';
import { Amount, Called, Day, Id, T, Who, Written } from '../../components/words.tsx';
import { homeOf } from '../../home.ts';
import type { ApplicationQuery } from './grant.generated.ts';

export type ApplicationData = NonNullable<ApplicationQuery['application']>;
type Award = NonNullable<ApplicationData['award']>;
type Payment = NonNullable<Award['payments']>[number];
type Receipt = NonNullable<Payment['receipts']>[number];

/** All that happened to an application, from the asking to the last receipt, and what is waited for now. */
export function stepsOf(of: ApplicationData): readonly Step[] {
  const { award, decision } = of;
  const steps: Step[] = [applied(of)];
  if (decision !== null) steps.push(decided(of));
  if (award !== null) {
    const events = (award.payments ?? []).flatMap((payment) => [
      paid(payment),
      ...(payment.receipts ?? []).map((receipt) => reported(receipt)),
    ]);
    steps.push(...events.sort((one, other) => ((one.at ?? '') < (other.at ?? '') ? -1 : 1)));
    steps.push(...(award.payments ?? []).filter(hasReturned).map(returned));
    if (award.status === 'CLOSED') {
      steps.push({ key: 'closed', at: null, title: <T id="grants.closed" />, body: <P id="grants.closedText" /> });
    }
  }
  return [...steps, ...waitingFor(of)];
}

function applied({ appliedAt, appliedBy, amount, team }: ApplicationData): Step {
  return {
    key: 'applied',
    at: appliedAt,
    title: <T id="grants.applied" />,
    body: (
      <p>
        <T
          id="grants.appliedText"
          name={<Who key="who" by={appliedBy} />}
          team={<Called key="team" of={team?.name ?? team?.id ?? ''} />}
          amount={amount !== null && <Amount key="amount" of={amount} />}
        />
      </p>
    ),
  };
}

function decided({ id, decision, award }: ApplicationData): Step {
  const isRefused = decision?.outcome === 'DECLINE';
  return {
    key: 'decided',
    at: decision?.decidedAt ?? null,
    state: isRefused ? 'refused' : 'done',
    title: <T id={isRefused ? 'grants.refused' : 'grants.granted'} />,
    body: (
      <>
        <p>
          <T
            id={isRefused ? 'grants.refusedText' : 'grants.grantedText'}
            name={<Who key="who" by={decision?.decidedBy ?? null} />}
            amount={award?.amount == null ? null : <Amount key="amount" of={award.amount} />}
          />
        </p>
        <blockquote>
          <Written text={decision?.reason ?? null} />
        </blockquote>
        {award !== null && <Draws of={award} hub={homeOf(id)} />}
      </>
    ),
  };
}

function Draws({ of, hub }: { readonly of: Award; readonly hub: string }) {
  const draws = of.draws ?? [];
  if (draws.length === 0) return null;
  return (
    <SideBySide
      of={[
        <T key="from" id="grants.drawnFrom" />,
        ...draws.map(({ fund, amount }) => (
          <Link key={fund?.id} to={`/hubs/${hub}#funds`}>
            <T
              id="grants.draw"
              fund={<Called key="fund" of={fund?.name ?? fund?.code ?? '–'} />}
              amount={<Amount key="amount" of={amount} />}
            />
          </Link>
        )),
      ]}
    />
  );
}

function paid({ id, amount, paidAt, paidBy, entries }: Payment): Step {
  const node = homeOf(id);
  return {
    key: id,
    at: paidAt,
    title:
      amount === null ? <T id="grants.paid" /> : <T id="grants.paidAmount" amount={<Amount key="a" of={amount} />} />,
    body: (
      <SideBySide
        of={[
          <T key="by" id="grants.paidBy" name={<Who key="who" by={paidBy} />} />,
          <Link key="thread" to={`/thread/${id}`}>
            <T id="grants.whereFrom" />
          </Link>,
          ...(entries ?? []).map((entry) => (
            <Link key={entry} to={`/books/${node}/entries/${entry}`}>
              <T id="grants.inTheBooks" />
            </Link>
          )),
        ]}
      />
    ),
  };
}

function reported({ id, amount, spentOn, about, contentHash, reportedAt, reportedBy }: Receipt): Step {
  return {
    key: id,
    at: reportedAt,
    title:
      amount === null ? <T id="grants.receipt" /> : <T id="grants.receiptOf" amount={<Amount key="a" of={amount} />} />,
    body: (
      <>
        <p>
          <Written text={about} />
        </p>
        <SideBySide
          of={[
            spentOn !== null && <T id="grants.spentOn" day={<Day key="day" of={spentOn} />} />,
            <T key="by" id="grants.reportedBy" name={<Who key="who" by={reportedBy} />} />,
            <Link key="thread" to={`/thread/${id}`}>
              <T id="grants.wholeThread" />
            </Link>,
          ]}
        />
        {contentHash !== null && (
          <details className="more">
            <summary>
              <T id="grants.checkFile" />
            </summary>
            <p>
              <T id="grants.checkFileText" />
            </p>
            <Id of={contentHash} />
          </details>
        )}
      </>
    ),
  };
}

function hasReturned({ returned }: Payment): boolean {
  return returned !== null && returned.amountMinor !== '0';
}

function returned({ id, returned: amount }: Payment): Step {
  return {
    key: `${id}:returned`,
    at: null,
    title: amount === null ? null : <T id="grants.returned" amount={<Amount key="amount" of={amount} />} />,
    body: <P id="grants.returnedText" />,
  };
}

/** What is still to come, and from whom. */
function waitingFor({ status, award }: ApplicationData): readonly Step[] {
  const wait = (key: string, title: ReactNode): Step => ({ key, at: null, title, state: 'waiting' });
  if (status === 'OPEN') return [wait('decision', <T id="grants.waitDecision" />)];
  if (award === null) return [];
  const { unpaid } = award;
  const steps: Step[] = [];
  if (award.status === 'OPEN' && unpaid !== null && unpaid.amountMinor !== '0') {
    steps.push(wait('payment', <T id="grants.waitPayment" amount={<Amount key="amount" of={unpaid} />} />));
  }
  for (const { id, unspent } of award.payments ?? []) {
    if (unspent === null || unspent.amountMinor === '0') continue;
    steps.push(wait(`${id}:report`, <T id="grants.waitReport" amount={<Amount key="amount" of={unspent} />} />));
  }
  return steps;
}

function P({ id }: { readonly id: string }) {
  return (
    <p>
      <T id={id} />
    </p>
  );
}
