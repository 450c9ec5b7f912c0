import type { ReactNode } from 'react';
import type { Permission } from '../../acts/act.ts';
import { Refusal } from '../../acts/refusal.tsx';
import type { Step } from '../../components/steps.tsx';
import { Amount, Code, ListOf, T, Who, Written } from '../../components/words.tsx';
import type { ExpenseQuery } from './expenses.generated.ts';

export type ExpenseData = NonNullable<ExpenseQuery['expense']>;
type Next = NonNullable<ExpenseData['next']>;
type Permissions = NonNullable<ExpenseData['permissions']>;

/**
 * What happened to an expense, as far as whoever asks may know it, then what is waited for, and of whom.
 *
 * @param isKnownHere whether who asks is signed in at the hub: then it also says why it is not waited for them.
 */
export function stepsOf(of: ExpenseData, isKnownHere: boolean): readonly Step[] {
  const { amount, submittedAt, submittedBy, review, approvals, refusal, returnedPayment, status, next } = of;
  const steps: Step[] = [
    {
      key: 'submitted',
      at: submittedAt,
      title: amount === null ? null : <T id="expenses.submitted" amount={<Amount key="amount" of={amount} />} />,
      body: submittedBy !== null && <By who={submittedBy} />,
    },
  ];
  if (review !== null) {
    steps.push({
      key: 'reviewed',
      at: review.at,
      title: <Code area="expenses.reviewed" code={review.finding} />,
      body: <Said by={review.by} text={review.note} />,
    });
  }
  for (const [index, { by, roles, at }] of (approvals ?? []).entries()) {
    steps.push({
      key: `approved-${index}`,
      at,
      title: <T id="expenses.approved" />,
      body: (
        <p>
          <T id="expenses.approvedBy" name={<Who key="who" by={by} />} roles={<Roles key="roles" of={roles} />} />
        </p>
      ),
    });
  }
  if (returnedPayment !== null) {
    steps.push({
      key: 'returned',
      at: returnedPayment.at,
      state: 'refused',
      title: <T id="expenses.returned" />,
      body: <Said by={returnedPayment.by} text={returnedPayment.reason} />,
    });
  }
  if (status === 'REFUSED') {
    steps.push({
      key: 'refused',
      at: refusal?.at ?? null,
      state: 'refused',
      title: <T id="expenses.refused" />,
      body: refusal !== null && <Said by={refusal.by} text={refusal.reason} />,
    });
  }
  if (status === 'WITHDRAWN') steps.push({ key: 'withdrawn', at: null, title: <T id="expenses.withdrawn" /> });
  if (status === 'PAID' || status === 'RECEIPTED') {
    steps.push({ key: 'paid', at: null, title: <T id="expenses.paid" /> });
  }
  if (next !== null) steps.push(waitingFor(next, isKnownHere ? of.permissions : null));
  return steps;
}

/** Which permission a step asks for. */
const ASKED: Readonly<Record<Next['step'], keyof Permissions>> = {
  CORRECTION: 'edit',
  REVIEW: 'review',
  APPROVAL: 'approve',
  PAYMENT: 'pay',
  RECEIPT: 'attachReceipt',
  CLEARING: 'clearAdvance',
};

function waitingFor(next: Next, permissions: Permissions | null): Step {
  const { step, roles, approvalsGiven, approvalsNeeded } = next;
  const isOfTeam = step === 'APPROVAL' && roles.length === 1 && roles[0] === 'team-lead';
  const permission = permissions?.[isOfTeam ? 'approveForTeam' : ASKED[step]] ?? null;
  return {
    key: 'next',
    at: null,
    state: 'waiting',
    title:
      step !== 'APPROVAL' ? (
        <Code area="expenses.step" code={step} />
      ) : isOfTeam ? (
        <T id="expenses.waitTeam" />
      ) : approvalsNeeded === null ? (
        <T id="expenses.noRule" />
      ) : (
        <T id="expenses.waitApproval" given={approvalsGiven} needed={approvalsNeeded} />
      ),
    body: (
      <>
        {roles.length > 0 && (
          <p>
            <T id="expenses.waitedFor" roles={<Roles key="roles" of={roles} />} />
          </p>
        )}
        {permission !== null && <MaySay of={permission} />}
      </>
    ),
  };
}

/** Whether who asks may take this step, and if not, why. */
function MaySay({ of: { allowed, code, reason } }: { readonly of: Permission }) {
  if (allowed) {
    return (
      <p>
        <T id="expenses.youMay" />
      </p>
    );
  }
  return (
    <>
      <p>
        <strong>
          <T id="expenses.whyNotYou" />
        </strong>
      </p>
      <Refusal code={code ?? ''} message={reason} />
    </>
  );
}

function By({ who }: { readonly who: NonNullable<ExpenseData['submittedBy']> }) {
  return (
    <p>
      <T id="grants.paidBy" name={<Who key="who" by={who} />} />
    </p>
  );
}

function Said({ by, text }: { readonly by: ExpenseData['submittedBy']; readonly text: string | null }): ReactNode {
  return (
    <>
      {by !== null && <By who={by} />}
      <blockquote>
        <Written text={text} />
      </blockquote>
    </>
  );
}

function Roles({ of }: { readonly of: readonly string[] }) {
  return <ListOf of={of.map((role) => <Code key={role} area="role" code={role} />)} />;
}
