import { isRejection, parseId } from '@hubgraph/kernel';
import type { ReactNode } from 'react';
import { Unavailable } from '../../components/coverage.tsx';
import { Notice } from '../../components/notice.tsx';
import { T } from '../../components/words.tsx';
import type { GraphError } from '../../graph/graph.ts';
import { homeOf } from '../../home.ts';
import { formatDay, formatMoney, type Money } from '../../i18n/format.ts';
import { dayOf, hasOddMoney } from '../../i18n/sense.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageAnswer, WholePage } from '../../page.ts';
import type { Visit } from '../../visit.tsx';
import { notFound } from '../problem.tsx';
import { AllocationThread } from './allocation.tsx';
import { ApplicationThread } from './application.tsx';
import { type AwardData, AwardThread } from './award.tsx';
import { SUPPORT } from './cards.tsx';
import { type CheckLine, entriesOfPayment } from './check-lines.ts';
import { DisbursementThread, linesOf } from './disbursement.tsx';
import { DonationThread } from './donation.tsx';
import { type By, type Entries, entriesOf } from './entries.ts';
import { type Gaps, gapsOf, isNowhere, refusalAt } from './gaps.ts';
import { MotionThread } from './motion.tsx';
import { PaymentThread } from './payment.tsx';
import { type Campaigns, CampaignsOfThread, campaignsOf } from './pool.tsx';
import * as ask from './thread.generated.ts';

type Start = (visit: Visit, id: string) => Promise<PageAnswer>;

/** What shows the thread of the kind of thing that an id tells; undefined for all else. */
export function startOf(id: string): Start | undefined {
  const parts = parseId(id);
  return !isRejection(parts) && Object.hasOwn(STARTS, parts.kind) ? STARTS[parts.kind] : undefined;
}

const STARTS: Readonly<Record<string, Start>> = {
  async payment(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfPayment, { id });
    return data?.payment == null ? absent(visit, id, errors) : ofPayment(visit, data.payment, errors);
  },

  async receipt(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfReceipt, { id });
    const payment = data?.receipt?.payment;
    return payment == null ? absent(visit, id, errors) : ofPayment(visit, payment, errors, id);
  },

  async award(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfAward, { id });
    return data?.award == null ? absent(visit, id, errors) : ofAward(visit, data.award);
  },

  async application(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfApplication, { id });
    const application = data?.application;
    if (application == null) return absent(visit, id, errors);
    if (application.award !== null) return ofAward(visit, application.award);
    return whole(
      titleOf(visit, 'titleApplication', application.amount),
      <ApplicationThread of={application} />,
      application,
    );
  },

  async donation(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfDonation, { id });
    const donation = data?.donation;
    if (donation?.amount == null) return absent(visit, id, errors);
    const lines = donation.entryId === null ? [] : [{ node: SUPPORT, entry: donation.entryId }];
    const entries = await entriesOf(visit, lines, null);
    return whole(
      titleOf(visit, 'titleDonation', donation.amount),
      <DonationThread of={donation} entries={entries} />,
      donation,
    );
  },

  async disbursement(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfDisbursement, { id });
    const disbursement = data?.disbursement;
    if (disbursement?.amount == null) return absent(visit, id, errors);
    const gaps = gapsOf(errors);
    const [entries, campaigns] = await Promise.all([
      answering(visit, linesOf(disbursement), gaps, { disbursement: id }),
      disbursement.allocation === null ? null : campaignsOf(visit),
    ]);
    return whole(
      titleOf(visit, 'titleDisbursement', disbursement.amount),
      <DisbursementThread of={disbursement} gaps={gaps} entries={entries} />,
      disbursement,
      campaigns,
    );
  },

  async allocation(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfAllocation, { id });
    const allocation = data?.allocation;
    if (allocation?.amount == null) return absent(visit, id, errors);
    const title = titleOf(visit, 'titleAllocation', allocation.amount);
    return whole(
      title,
      <AllocationThread of={allocation} gaps={gapsOf(errors)} />,
      allocation,
      await campaignsOf(visit),
    );
  },

  async motion(visit, id) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfMotion, { id, after: visit.query.get('after') });
    const motion = data?.motion;
    if (motion == null || motion.kind === null) return absent(visit, id, errors);
    const day = formatDay(visit.locale, dayOf(motion.closedAt ?? motion.proposedAt ?? ''));
    return whole(
      translate(visit.locale, 'thread.titleMotion', { day }),
      <MotionThread of={motion} gaps={gapsOf(errors)} />,
      motion,
    );
  },
};

/** The thread of a payment, begun at the payment itself, at one of its receipts, or at an award of which it is all. */
async function ofPayment(
  visit: Visit,
  payment: ask.PaymentOfThreadFragment,
  errors: readonly GraphError[],
  receipt?: string,
): Promise<WholePage> {
  const gaps = gapsOf(errors);
  const [entries, campaigns] = await Promise.all([
    answering(visit, entriesOfPayment(payment, homeOf(payment.id)), gaps, { payment: payment.id }),
    payment.sources?.some(({ disbursement }) => disbursement?.allocation?.amount != null) ? campaignsOf(visit) : null,
  ]);
  const asked = payment.receipts?.find(({ id }) => id === receipt);
  const title = titleOf(visit, asked === undefined ? 'titlePayment' : 'titleReceipt', asked?.amount ?? payment.amount);
  return whole(
    title,
    <PaymentThread
      payment={payment}
      gaps={gaps}
      entries={entries}
      refusal={refusalAt(errors, 'sources')}
      {...(receipt === undefined ? {} : { receipt })}
    />,
    payment,
    campaigns,
  );
}

async function ofAward(visit: Visit, award: AwardData): Promise<WholePage> {
  const [only, ...others] = award.payments ?? [];
  if (only !== undefined && others.length === 0) {
    const { data, errors } = await visit.graph.ask(ask.ThreadOfPayment, { id: only.id });
    if (data?.payment != null) return ofPayment(visit, data.payment, errors);
  }
  return whole(titleOf(visit, 'titleAward', award.amount), <AwardThread of={award} />, award);
}

/** Entries of the nodes that answer: one that has just not answered is not waited for again. */
function answering(visit: Visit, lines: readonly CheckLine[], gaps: Gaps, by: By): Promise<Entries> {
  return entriesOf(
    visit,
    lines.filter(({ node }) => !gaps.has(node)),
    by,
  );
}

function whole(title: string, content: ReactNode, answer: unknown = null, campaigns: Campaigns = null): WholePage {
  return {
    title,
    body: (
      <article>
        <h1>{title}</h1>
        {hasOddMoney(answer) && (
          <Notice kind="partial" title={<T id="thread.odd" />}>
            <p>
              <T id="thread.oddText" />
            </p>
          </Notice>
        )}
        <CampaignsOfThread.Provider value={campaigns}>{content}</CampaignsOfThread.Provider>
      </article>
    ),
  };
}

function titleOf({ locale }: Pick<Visit, 'locale'>, message: string, amount: Money | null): string {
  return amount === null
    ? translate(locale, 'thread.title')
    : translate(locale, `thread.${message}`, { amount: formatMoney(locale, amount) });
}

/** In the place of a thread whose start the graph did not give: there is none, or its node does not answer. */
function absent(visit: Visit, id: string, errors: readonly GraphError[]): WholePage {
  if (isNowhere(errors)) return notFound(visit);
  const home = homeOf(id);
  return {
    ...whole(
      translate(visit.locale, 'thread.titleUnasked'),
      <>
        <p>
          <T id="thread.unaskedText" />
        </p>
        <Unavailable node={home} reason={gapsOf(errors).get(home) ?? 'no-data'} />
      </>,
    ),
    status: 503,
  };
}
