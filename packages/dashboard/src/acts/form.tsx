import type { ReactNode } from 'react';
import { Code, T, useText } from '../components/words.tsx';
import { currencyOf, type Fault, type Field, type Values } from './field.ts';

/** The fields of a form with what was typed, and a fault beside the field that has it. */
export function Fields({
  act,
  fields,
  values,
  faults,
}: {
  readonly act: string;
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly faults: readonly Fault[];
}) {
  return fields.map((field) => (
    <FieldRow
      key={field.name}
      act={act}
      field={field}
      value={values[field.name] ?? ''}
      fault={faults.find(({ name }) => name === field.name)}
    />
  ));
}

function FieldRow({
  act,
  field,
  value,
  fault,
}: {
  readonly act: string;
  readonly field: Field;
  readonly value: string;
  readonly fault: Fault | undefined;
}) {
  const id = `field-${field.name}`;
  const described = [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const isGroup = field.kind === 'choice';
  const label: ReactNode = (
    <>
      <T id={`act.${act}.${field.label}`} {...field.values} />
      {field.kind === 'amount' && typeof field.currency === 'string' && (
        <>
          {' '}
          <bdi>({field.currency})</bdi>
        </>
      )}
      {field.isOptional && (
        <>
          {' '}
          <span className="soft">
            <T id="form.optional" />
          </span>
        </>
      )}
    </>
  );
  const around = (
    <>
      {field.hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          <T id={`act.${act}.${field.hint}`} {...field.values} />
        </p>
      )}
      {fault !== undefined && (
        <p className="fault" id={`${id}-fault`}>
          <Code area="fault" code={fault.code} />
        </p>
      )}
    </>
  );
  if (isGroup) {
    return (
      <fieldset className="field" id={id} aria-describedby={described}>
        <legend>{label}</legend>
        {around}
        {field.options.map((option) => (
          <div className="choice" key={option.value}>
            <input
              type="radio"
              id={`${id}-${option.value}`}
              name={field.name}
              value={option.value}
              defaultChecked={option.value === value}
              required={!field.isOptional}
            />
            <label htmlFor={`${id}-${option.value}`}>
              {option.text}
              {option.note}
            </label>
          </div>
        ))}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {around}
      <Input field={field} id={id} value={value} described={described} isFaulty={fault !== undefined} />
    </div>
  );
}

function Input({
  field,
  id,
  value,
  described,
  isFaulty,
}: {
  readonly field: Exclude<Field, { kind: 'choice' }> | Field;
  readonly id: string;
  readonly value: string;
  readonly described: string | undefined;
  readonly isFaulty: boolean;
}) {
  const text = useText();
  const common = {
    id,
    name: field.name,
    required: !field.isOptional,
    'aria-describedby': described,
    'aria-invalid': isFaulty || undefined,
    defaultValue: value,
  } as const;
  switch (field.kind) {
    case 'longText':
      return <textarea {...common} maxLength={field.lengthMax} dir="auto" rows={6} />;
    case 'text':
      return <input {...common} type="text" maxLength={field.lengthMax} dir="auto" />;
    case 'code':
      return (
        <input {...common} type="text" maxLength={field.lengthMax} dir="ltr" autoCapitalize="none" spellCheck={false} />
      );
    case 'amount':
    case 'percent':
      return <input {...common} type="text" inputMode="decimal" dir="ltr" autoComplete="off" />;
    case 'day':
      return <input {...common} type="date" />;
    case 'digest':
      return (
        <>
          <input {...common} type="text" maxLength={64} dir="ltr" autoCapitalize="none" spellCheck={false} />
          {/* Scripts show it: the digest is computed here, and the file goes nowhere. */}
          <p className="digest-file" hidden>
            <label htmlFor={`${id}-file`}>{text('form.digestFile')}</label>
            <input type="file" id={`${id}-file`} data-digest-for={id} />
          </p>
        </>
      );
    case 'select':
    case 'choice':
      return (
        <select {...common}>
          <option value="">–</option>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      );
  }
}

/** What was filled in, to be read once more before it is confirmed. */
export function Summary({
  act,
  fields,
  values,
}: {
  readonly act: string;
  readonly fields: readonly Field[];
  readonly values: Values;
}) {
  return (
    <dl className="facts">
      {fields
        .filter(({ name }) => (values[name] ?? '') !== '')
        .map((field) => (
          <div key={field.name} className="fact">
            <dt>
              <T id={`act.${act}.${field.label}`} {...field.values} />
            </dt>
            <dd>
              <bdi className="written">{shown(field, values)}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}

function shown(field: Field, values: Values): string {
  const value = values[field.name] ?? '';
  if (field.kind === 'choice' || field.kind === 'select') {
    return field.options.find((option) => option.value === value)?.text ?? value;
  }
  if (field.kind === 'amount') return `${value} ${currencyOf(field, values)}`;
  return field.kind === 'percent' ? `${value} %` : value;
}
