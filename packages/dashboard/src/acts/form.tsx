import type { ReactNode } from 'react';
import { Labelled, LabelledGroup, type Ties } from '../components/labelled.tsx';
import { Code, T, useText } from '../components/words.tsx';
import { FILE_BYTES_MAX } from '../files/node-files.ts';
import { CHECKED, currencyOf, type Fault, type Field, fileNameIn, messageFor, type Values } from './field.ts';
import { booksIn, booksInShort } from './hub/books-file.ts';
import { statementIn, statementInShort } from './hub/statement-file.ts';

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
  const row = (field: Field) => (
    <FieldRow
      key={field.name}
      act={act}
      field={field}
      value={values[field.name] ?? ''}
      fault={faults.find(({ name }) => name === field.name)}
    />
  );
  return inGroups(fields).map(([first, ...others]) =>
    first.group === undefined ? (
      [first, ...others].map(row)
    ) : (
      <fieldset key={first.name} className="field-group">
        <legend>
          <T id={messageFor(act, first.group.name)} number={first.group.number} />
        </legend>
        {[first, ...others].filter(({ group }) => group?.folded === undefined).map(row)}
        <Folded
          act={act}
          fields={others.filter(({ group }) => group?.folded !== undefined)}
          isOpen={({ name }) => (values[name] ?? '') !== '' || faults.some((fault) => fault.name === name)}
          row={row}
        />
      </fieldset>
    ),
  );
}

/** Fields that few need: folded away, but for those of which one is filled in or at fault. */
function Folded({
  act,
  fields,
  isOpen,
  row,
}: {
  readonly act: string;
  readonly fields: readonly Field[];
  readonly isOpen: (field: Field) => boolean;
  readonly row: (field: Field) => ReactNode;
}) {
  const folded = fields[0]?.group?.folded;
  if (folded === undefined) return null;
  return (
    <details open={fields.some(isOpen)}>
      <summary>
        <T id={messageFor(act, folded)} />
      </summary>
      <div className="field-group">{fields.map(row)}</div>
    </details>
  );
}

/** Fields by the groups that they stand in, in their order. */
function inGroups(fields: readonly Field[]): readonly (readonly [Field, ...Field[]])[] {
  const groups: [Field, ...Field[]][] = [];
  const nameOf = ({ group }: Field) => group && `${group.name} ${group.number}`;
  for (const field of fields) {
    const last = groups.at(-1);
    if (last !== undefined && nameOf(last[0]) === nameOf(field)) last.push(field);
    else groups.push([field]);
  }
  return groups;
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
  const label: ReactNode = (
    <>
      <T id={messageFor(act, field.group?.label ?? field.label)} {...field.values} />
      {field.kind === 'amount' && typeof field.currency === 'string' && (
        <>
          {' '}
          <bdi>({field.currency})</bdi>
        </>
      )}
      {field.isOptional && field.group === undefined && (
        <>
          {' '}
          <span className="soft">
            <T id="form.optional" />
          </span>
        </>
      )}
    </>
  );
  const hint = field.hint === undefined ? undefined : <T id={messageFor(act, field.hint)} {...field.values} />;
  const wrong = fault === undefined ? undefined : <FaultWords of={fault} />;
  if (field.kind === 'check') {
    return (
      <div className="choice">
        <input type="checkbox" id={id} name={field.name} value={CHECKED} defaultChecked={value === CHECKED} />
        <label htmlFor={id}>
          <T id={messageFor(act, field.label)} {...field.values} />
        </label>
      </div>
    );
  }
  if (field.kind === 'choice') {
    return (
      <LabelledGroup id={id} label={label} hint={hint} fault={wrong}>
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
      </LabelledGroup>
    );
  }
  return (
    <Labelled id={id} label={label} hint={hint} fault={wrong}>
      {(ties) => <Input field={field} value={value} ties={ties} />}
    </Labelled>
  );
}

/** What is wrong with a field; in a file, also where. */
export function FaultWords({ of: { code, says } }: { readonly of: Fault }) {
  return (
    <>
      <Code area="fault" code={code} />
      {says?.split('\n').map((line) => (
        <span key={line} className="line" lang="en" dir="ltr">
          {line}
        </span>
      ))}
    </>
  );
}

function Input({
  field,
  value,
  ties,
}: {
  readonly field: Exclude<Field, { readonly kind: 'choice' | 'check' }>;
  readonly value: string;
  readonly ties: Ties;
}) {
  const text = useText();
  const { id } = ties;
  const common = { ...ties, name: field.name, required: !field.isOptional, defaultValue: value } as const;
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
    case 'file':
      return <FileInput field={field} value={value} ties={ties} />;
    case 'statement':
      return <ReadFileInput field={field} there={statementIn(value)?.name} value={value} ties={ties} />;
    case 'books':
      return <ReadFileInput field={field} there={booksIn(value)?.name} value={value} ties={ties} />;
    case 'select':
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

/** A file: what the node has already goes along by its id; scripts say before it is sent that one is too large. */
function FileInput({ field, value, ties }: { readonly field: Field; readonly value: string; readonly ties: Ties }) {
  const text = useText();
  const there = fileNameIn(value);
  return (
    <>
      {there !== undefined && (
        <p>
          <input type="hidden" name={field.name} value={value} />
          <T id="form.fileThere" name={<bdi key="name">{there}</bdi>} />
        </p>
      )}
      <input
        {...ties}
        type="file"
        name={field.name}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        required={!field.isOptional && there === undefined}
        data-bytes-max={FILE_BYTES_MAX}
        data-too-large={text('fault.fileTooLarge')}
        data-ahead
      />
      {/* Scripts show it, once the hub has the file. */}
      <p role="status" hidden>
        <T id="form.fileThere" name={<bdi key="name" />} />
      </p>
    </>
  );
}

/** A file that the page reads: what was read of it goes along, and is shown; another file takes its place. */
function ReadFileInput({
  field,
  there,
  value,
  ties,
}: {
  readonly field: Extract<Field, { readonly kind: 'statement' | 'books' }>;
  readonly there: string | undefined;
  readonly value: string;
  readonly ties: Ties;
}) {
  return (
    <>
      {there !== undefined && (
        <p>
          <input type="hidden" name={field.name} value={value} data-not-kept />
          <T id={field.kind === 'books' ? 'form.fileRead' : 'form.fileThere'} name={<bdi key="name">{there}</bdi>} />
        </p>
      )}
      <input
        {...ties}
        type="file"
        name={field.name}
        accept={ACCEPTED[field.kind]}
        required={!field.isOptional && there === undefined}
      />
    </>
  );
}

const ACCEPTED = {
  statement: '.xml,.csv,.txt,text/xml,application/xml,text/csv',
  books: '.journal,.hledger,.ledger,.j,.beancount,.bean,.csv,.txt,text/plain,text/csv',
} as const;

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
              <T id={messageFor(act, field.label)} {...field.values} />
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
  if (field.kind === 'file') return fileNameIn(value) ?? value;
  if (field.kind === 'statement') return statementInShort(value);
  if (field.kind === 'books') return booksInShort(value);
  if (field.kind === 'check') return '✓';
  return field.kind === 'percent' ? `${value} %` : value;
}
