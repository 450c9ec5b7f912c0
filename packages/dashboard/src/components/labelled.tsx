import type { ReactNode } from 'react';

/** What ties an input to its label, its hint and its fault, for those who do not see where they stand. */
export interface Ties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** An input with its label above it, then what is wanted, then what is wrong with what was given. */
export function Labelled({
  id,
  label,
  hint,
  fault,
  children,
}: {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: ReactNode;
  readonly children: (ties: Ties) => ReactNode;
}) {
  const ties = tiesOf(id, hint, fault);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Around id={id} hint={hint} fault={fault} />
      {children(ties)}
    </div>
  );
}

/** Several inputs of one question; each has a label of its own. */
export function LabelledGroup({
  id,
  label,
  hint,
  fault,
  children,
}: {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="field" id={id} aria-describedby={tiesOf(id, hint, fault)['aria-describedby']}>
      <legend>{label}</legend>
      <Around id={id} hint={hint} fault={fault} />
      {children}
    </fieldset>
  );
}

function tiesOf(id: string, hint: ReactNode, fault: ReactNode): Ties {
  const names = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  return {
    id,
    'aria-describedby': names.length === 0 ? undefined : names.join(' '),
    'aria-invalid': fault === undefined ? undefined : true,
  };
}

function Around({ id, hint, fault }: { readonly id: string; readonly hint: ReactNode; readonly fault: ReactNode }) {
  return (
    <>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </>
  );
}
