import { dayOf } from '@hubgraph/kernel';
import { Facts } from '../../components/facts.tsx';
import { Status } from '../../components/status.tsx';
import { Amount, Amounts, Called, Share, T, Written } from '../../components/words.tsx';
import type { GraphAnswer } from '../../graph/graph.ts';
import type { Operation } from '../../graph/operation.ts';
import { homeOf } from '../../home.ts';
import type { Money } from '../../i18n/format.ts';
import { nameOfCode } from '../../i18n/format.ts';
import { minorOf } from '../../money/sums.ts';
import { toneOfSponsorship } from '../../pages/sponsorships/tones.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Outcome, outcomeOf, type Prepared, tokensOf } from '../act.ts';
import { CHECKED, moneyIn } from '../field.ts';
import { currencyOptions } from './sponsorship-offers.tsx';
import {
  AcceptSponsorship,
  AnswerDirection,
  BookSponsoredIncome,
  ConsentToSponsorship,
  DeclineSponsorship,
  DirectPayment,
  EndSponsorship,
  HubsToMoveTo,
  SponsorshipToAct,
  type SponsorshipToActQuery,
} from './sponsorships.generated.ts';

type Sponsorship = NonNullable<SponsorshipToActQuery['sponsorship']>;

/** A team agrees to what a sponsor offers. The subject of all of these is the sponsorship. */
export const acceptSponsorship: ActDefinition = {
  name: 'acceptSponsorship',
  prepare: (visit, id) =>
    onSponsorship(visit, id, ({ permissions }) => ({ permission: permissions?.accept ?? null, fields: [] })),
  carryOut: (visit, id, { idempotencyKey }) => send(visit, AcceptSponsorship, { idempotencyKey, sponsorship: id }),
};

/** The hub consents that one of its teams holds the money of another. */
export const consentToSponsorship: ActDefinition = {
  name: 'consentToSponsorship',
  prepare: (visit, id) =>
    onSponsorship(visit, id, ({ permissions }) => ({ permission: permissions?.consent ?? null, fields: [] })),
  carryOut: (visit, id, { idempotencyKey }) => send(visit, ConsentToSponsorship, { idempotencyKey, sponsorship: id }),
};

/** Somebody whose word it needs says no. */
export const declineSponsorship: ActDefinition = {
  name: 'declineSponsorship',
  prepare: (visit, id) =>
    onSponsorship(visit, id, ({ permissions }) => ({
      permission: permissions?.decline ?? null,
      fields: [{ kind: 'longText', name: 'reason', label: 'reason', lengthMax: 1_000 }],
    })),
  carryOut: (visit, id, { values: { reason = '' }, idempotencyKey }) =>
    send(visit, DeclineSponsorship, { idempotencyKey, sponsorship: id, reason }),
};

const FROM_WHOM = ['PUBLIC', 'TEAM', 'MOVEMENT'] as const;

/** The hub's treasurer books what came in for a team. */
export const bookSponsoredIncome: ActDefinition = {
  name: 'bookSponsoredIncome',
  prepare: (visit, id) =>
    onSponsorship(visit, id, (found) => ({
      permission: found.permissions?.bookIncome ?? null,
      fields: [
        {
          kind: 'select',
          name: 'currency',
          label: 'expenses.field.currency',
          options: currencyOptions(visit.locale, held(found)),
        },
        { kind: 'amount', name: 'amount', label: 'expenses.field.amount', currency: { chosenIn: 'currency' } },
        {
          kind: 'choice',
          name: 'counterparty',
          label: 'counterparty',
          options: FROM_WHOM.map((value) => ({ value, text: nameOfCode(visit.locale, 'books.counterparty', value) })),
        },
        { kind: 'day', name: 'day', label: 'day' },
        ...(found.before === null && found.beforeHere === null
          ? []
          : [{ kind: 'check', name: 'isFromBefore', label: 'isFromBefore', isOptional: true } as const]),
      ],
      defaults: { counterparty: 'PUBLIC', day: dayOf(visit.now) },
    })),
  carryOut(visit, id, { values, fields, idempotencyKey }) {
    const { counterparty = 'PUBLIC', day = '', isFromBefore } = values;
    const amount = moneyIn(fields, values, 'amount');
    return send(visit, BookSponsoredIncome, {
      ...{ idempotencyKey, sponsorship: id, amount, day, isFromBefore: isFromBefore === CHECKED },
      counterparty: FROM_WHOM.find((one) => one === counterparty) ?? 'PUBLIC',
    });
  },
};

/** A team says what the team that holds its money shall pay. */
export const directPayment: ActDefinition = {
  name: 'directPayment',
  prepare: (visit, id) =>
    onSponsorship(visit, id, (found) => ({
      permission: found.permissions?.direct ?? null,
      fields: [
        {
          kind: 'select',
          name: 'currency',
          label: 'expenses.field.currency',
          options: currencyOptions(visit.locale, held(found)),
        },
        { kind: 'amount', name: 'amount', label: 'expenses.field.amount', currency: { chosenIn: 'currency' } },
        { kind: 'longText', name: 'about', label: 'about', hint: 'aboutHint', lengthMax: 2_000 },
      ],
      defaults: { currency: held(found)[0]?.currency ?? '' },
    })),
  carryOut(visit, id, { values, fields, idempotencyKey }) {
    const amount = moneyIn(fields, values, 'amount');
    return send(visit, DirectPayment, { idempotencyKey, sponsorship: id, amount, about: values['about'] ?? '' });
  },
};

/** The sponsoring team says that it paid, or why not. The subject is the sponsorship, then the direction. */
export const answerDirection: ActDefinition = {
  name: 'answerDirection',
  async prepare(visit, subject) {
    const [id = '', wanted = ''] = subject.split(' ');
    let isThere = false;
    const prepared = await onSponsorship(visit, id, ({ directions }) => {
      const direction = (directions ?? []).find((one) => one.id === wanted);
      isThere = direction !== undefined;
      return {
        permission: direction?.permissions?.answer ?? null,
        note: direction?.amount && (
          <p>
            <strong>
              <Amount of={direction.amount} />
            </strong>{' '}
            <Written text={direction.about} />
          </p>
        ),
        fields: [
          { kind: 'day', name: 'paidOn', label: 'paidOn', hint: 'paidOnHint', isOptional: true },
          { kind: 'longText', name: 'reason', label: 'reason', isOptional: true, lengthMax: 1_000 },
        ],
      };
    });
    return isThere ? prepared : null;
  },
  carryOut(visit, subject, { values: { paidOn, reason }, idempotencyKey }) {
    const [, direction = ''] = subject.split(' ');
    return send(visit, AnswerDirection, {
      ...{ idempotencyKey, direction },
      ...(paidOn === undefined ? {} : { paidOn }),
      ...(reason === undefined ? {} : { reason }),
    });
  },
};

/** Either side ends it; what is left goes to the next sponsor. */
export const endSponsorship: ActDefinition = {
  name: 'endSponsorship',
  async prepare(visit, id) {
    const { data } = await visit.graph.ask(HubsToMoveTo, {});
    const home = homeOf(id);
    return onSponsorship(visit, id, (found) => {
      const isEmpty = held(found).every((money) => minorOf(money) === 0n);
      const options = (data?.hubs.nodes ?? []).map(({ id: hub, name }) => ({
        value: hub,
        text: name ?? hub,
        ...(hub === home ? { note: <T key="note" id="act.endSponsorship.sameHub" /> } : {}),
      }));
      return {
        permission: found.permissions?.end ?? null,
        // Asked without the next sponsor: with money it must be named, which the form does.
        isNamed: true,
        fields: [{ kind: 'choice', name: 'moveTo', label: 'moveTo', hint: 'moveToHint', isOptional: isEmpty, options }],
      };
    });
  },
  carryOut: (visit, id, { values: { moveTo }, idempotencyKey }) =>
    send(visit, EndSponsorship, {
      ...{ idempotencyKey, sponsorship: id },
      ...(moveTo === undefined ? {} : { moveTo }),
    }),
};

/** What is held, wherever it is. */
function held({ fund, held: byTeam }: Sponsorship): readonly Money[] {
  return byTeam?.balances ?? fund?.balances.map(({ posted }) => posted) ?? [];
}

type Form = Pick<Prepared, 'permission' | 'fields' | 'defaults'> & {
  readonly note?: Prepared['about'];
  readonly isNamed?: boolean;
};

const ALLOWED = { allowed: true, code: null, reason: null };

async function onSponsorship(visit: Visit, id: string, form: (found: Sponsorship) => Form): Promise<Prepared | null> {
  const { data } = await visit.graph.ask(SponsorshipToAct, { id }, tokensOf(visit));
  const found = data?.sponsorship;
  if (found?.status == null) return null;
  const { note, isNamed, permission, ...prepared } = form(found);
  return {
    node: homeOf(id),
    permission: isNamed && permission?.code === 'sponsorship-has-money' ? ALLOWED : permission,
    about: (
      <>
        <AboutSponsorship of={found} />
        {note}
      </>
    ),
    back: `/books/${homeOf(id)}/sponsorships/${id}`,
    ...prepared,
  };
}

function AboutSponsorship({ of }: { readonly of: Sponsorship }) {
  const { team, sponsor, status, feeBasisPoints, terms } = of;
  return (
    <>
      <p>
        <strong>
          <Called of={team?.name ?? ''} />
        </strong>
      </p>
      <Facts
        of={[
          {
            term: 'sponsorships.heldBy',
            value: sponsor === null ? <T id="sponsorships.theHub" /> : <Called of={sponsor.name ?? ''} />,
          },
          {
            term: 'sponsorships.status',
            value: status !== null && (
              <Status area="sponsorships.statusCode" code={status} tone={toneOfSponsorship(status)} />
            ),
          },
          { term: 'sponsorships.balance', value: held(of).length > 0 && <Amounts of={held(of)} /> },
          { term: 'sponsorships.fee', value: feeBasisPoints !== null && <Share basisPoints={feeBasisPoints} /> },
          { term: 'sponsorships.terms', value: <Written text={terms} /> },
        ]}
      />
    </>
  );
}

type Given = {
  readonly __typename: string;
  readonly id?: string;
  readonly code?: string;
  readonly message?: string;
} | null;

/** Gives a mutation, and leads to the sponsorship as it is then. */
async function send<D extends Readonly<Record<string, unknown>>, I extends object>(
  visit: Visit,
  operation: Operation<D, { input: I }>,
  input: I,
): Promise<Outcome> {
  const answer = await visit.graph.ask(operation, { input } as { input: I }, tokensOf(visit));
  return outcomeOfSponsorship(answer);
}

/** Reads the one answer of a mutation of sponsorships. */
function outcomeOfSponsorship(answer: GraphAnswer<Readonly<Record<string, unknown>>>): Outcome {
  const [given = null] = Object.values(answer.data ?? {}) as Given[];
  return outcomeOf(answer, given, ({ id = '' }) => `/books/${homeOf(id)}/sponsorships/${id}`);
}
