import { type Prepared, pathOfAct } from '../../acts/act.ts';
import { type Fault, messageFor, type Values } from '../../acts/field.ts';
import { FaultWords, Fields, Summary } from '../../acts/form.tsx';
import { Refusal } from '../../acts/refusal.tsx';
import { NodeLabel, NodeName } from '../../components/coverage.tsx';
import { Link } from '../../components/link.tsx';
import { Notice } from '../../components/notice.tsx';
import { T } from '../../components/words.tsx';
import { addressOf, useVisit, type Visit } from '../../visit.tsx';

/** What stood in the way of the last try. */
export type Trouble =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed' };

export interface Shown {
  /** The act's name. */
  readonly act: string;
  readonly prepared: Prepared;
  readonly values: Values;
  readonly idempotencyKey: string;
  readonly trouble?: Trouble;
}

/** The form: what it is about, what it needs, when it is refused, and the fields. */
export function ActForm({
  act,
  prepared,
  values,
  idempotencyKey,
  trouble,
  faults = [],
  isFresh = false,
}: Shown & { readonly faults?: readonly Fault[]; readonly isFresh?: boolean }) {
  const visit = useVisit();
  const hasFile = prepared.fields.some(({ kind }) => kind === 'file' || kind === 'statement' || kind === 'books');
  return (
    <article className="act">
      <h1>
        <T id={`act.${act}.title`} />
      </h1>
      {trouble === undefined ? <MayI prepared={prepared} /> : <TroubleNotice of={trouble} node={prepared.node} />}
      <FaultList act={act} prepared={prepared} faults={faults} />
      <div className="act-about">{prepared.about}</div>
      <Explained act={act} />
      <form
        method="post"
        action={actionOf(visit, act)}
        data-line
        data-draft={draftOf(visit, act, prepared.node)}
        data-fresh={isFresh || undefined}
        {...(hasFile ? { encType: 'multipart/form-data', 'data-uploads': `/uploads/${prepared.node}` } : {})}
      >
        <input type="hidden" name="key" value={idempotencyKey} />
        <DraftNotices />
        <Fields act={act} fields={prepared.fields} values={values} faults={faults} />
        {hasFile && (
          <p role="status" hidden data-sending>
            <T id="form.fileSending" percent={<span key="percent" data-sent />} />
          </p>
        )}
        <p className="actions">
          <button type="submit" name="step" value="check" className="button-main">
            <T id="form.check" />
          </button>
          <Link to={prepared.back} className="button">
            <T id="form.cancel" />
          </Link>
        </p>
      </form>
    </article>
  );
}

/** What was filled in once more, what follows from it, and the way back: then one button. */
export function Confirmation({ act, prepared, values, idempotencyKey, trouble }: Shown) {
  const visit = useVisit();
  return (
    <article className="act">
      <h1>
        <T id={`act.${act}.title`} />
      </h1>
      {trouble !== undefined && <TroubleNotice of={trouble} node={prepared.node} />}
      <h2>
        <T id="form.confirmTitle" />
      </h2>
      <div className="act-about">{prepared.about}</div>
      <Summary act={act} fields={prepared.fields} values={values} />
      <dl className="consequences">
        <dt>
          <T id="form.follows" />
        </dt>
        <dd>
          <T id={`act.${act}.follows`} />
        </dd>
        <dt>
          <T id="form.wayBack" />
        </dt>
        <dd>
          <T id={`act.${act}.wayBack`} />
        </dd>
      </dl>
      <form method="post" action={actionOf(visit, act)} data-line data-draft={draftOf(visit, act, prepared.node)}>
        <input type="hidden" name="key" value={idempotencyKey} />
        {Object.entries(values).map(([name, value]) => (
          <input
            key={name}
            type="hidden"
            name={name}
            value={value}
            data-not-kept={isRead(prepared, name) || undefined}
          />
        ))}
        <DraftNotices />
        <p className="actions">
          <button type="submit" name="step" value="confirm" className="button-main">
            <T id="form.confirm" />
          </button>
          <button type="submit" name="step" value="change">
            <T id="form.change" />
          </button>
        </p>
      </form>
    </article>
  );
}

/** What was read of a bank's file or of books stays in the page: no draft of it is left on the device. */
function isRead({ fields }: Prepared, name: string): boolean {
  return fields.some((field) => field.name === name && (field.kind === 'statement' || field.kind === 'books'));
}

function Explained({ act }: { readonly act: string }) {
  return (
    <dl className="consequences">
      {(['needs', 'refusedWhen'] as const).map((part) => (
        <div key={part}>
          <dt>
            <T id={`form.${part}`} />
          </dt>
          <dd>
            <T id={`act.${act}.${part}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Before anything is filled in: whether one may, and if not, why and what to do. */
function MayI({ prepared: { node, permission } }: { readonly prepared: Prepared }) {
  const visit = useVisit();
  if (permission === null) {
    return (
      <Notice kind="partial" title={<T id="form.unknownTitle" node={<NodeName key="node" id={node} />} />}>
        <p>
          <T id="form.unknownDo" />
        </p>
      </Notice>
    );
  }
  if (permission.allowed) return null;
  const isStranger = visit.signedIn?.people.some((person) => person.node === node) !== true;
  return (
    <Notice
      kind={isStranger ? 'note' : 'refused'}
      title={<T id={isStranger ? 'form.signInTitle' : 'form.notAllowed'} />}
    >
      <Refusal code={permission.code ?? ''} message={permission.reason} />
      {isStranger && <SignInLink message="form.signInDo" node={node} />}
    </Notice>
  );
}

function TroubleNotice({ of, node }: { readonly of: Trouble; readonly node: string }) {
  const name = <NodeName key="node" id={node} />;
  switch (of.kind) {
    case 'refused':
      return (
        <Notice kind="refused" title={<T id="form.refusedTitle" node={name} />}>
          <Refusal code={of.code} message={of.message} />
          <p>
            <T id="form.refusedDo" />
          </p>
        </Notice>
      );
    case 'expired':
      return (
        <Notice kind="expired" title={<T id="form.expiredTitle" />}>
          <SignInLink message="form.expiredDo" node={node} isOtherTab />
        </Notice>
      );
    case 'failed':
      return (
        <Notice kind="failed" title={<T id="form.failedTitle" />}>
          <p>
            <T id="form.failedDo" node={name} />
          </p>
        </Notice>
      );
  }
}

function SignInLink({
  message,
  node,
  isOtherTab,
}: {
  readonly message: string;
  readonly node: string;
  readonly isOtherTab?: boolean;
}) {
  const visit = useVisit();
  const here = addressOf(visit, visit.path, Object.fromEntries(visit.query));
  const address = addressOf(visit, '/sign-in', isOtherTab ? {} : { next: here });
  return (
    <p>
      <T
        id={message}
        node={<NodeLabel key="node" id={node} />}
        link={(parts) => (
          <a key="link" href={address} {...(isOtherTab ? { target: '_blank', rel: 'noopener' } : {})}>
            {parts}
          </a>
        )}
      />
    </p>
  );
}

/** The faults at the top, each leading to its field: what a screen reader hears first. */
function FaultList({
  act,
  prepared,
  faults,
}: {
  readonly act: string;
  readonly prepared: Prepared;
  readonly faults: readonly Fault[];
}) {
  if (faults.length === 0) return null;
  return (
    <Notice kind="refused" title={<T id="form.faults" count={faults.length} />}>
      <ul>
        {faults.map((fault) => {
          const { name } = fault;
          const field = prepared.fields.find((one) => one.name === name);
          return (
            <li key={name}>
              <a href={`#field-${name}`}>
                {field !== undefined && <T id={messageFor(act, field.label)} {...field.values} />}
              </a>
              : <FaultWords of={fault} />
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

/** What scripts say of drafts and lost lines: here, so that it is translated; hidden until it is true. */
function DraftNotices() {
  return (
    <div className="draft-notices" data-drafts>
      <p className="soft" hidden data-draft-kept>
        <T id="form.draftKept" />
      </p>
      <div className="notice notice-note" role="status" hidden data-draft-back>
        <p>
          <T id="form.draftBack" moment={<time key="moment" data-draft-moment />} />
        </p>
        <button type="button" data-draft-drop>
          <T id="form.draftDrop" />
        </button>
      </div>
      <div className="notice notice-offline" role="alert" hidden data-line-lost>
        <p>
          <strong>
            <T id="form.lost" />
          </strong>
        </p>
        <p>
          <T id="form.lostDo" />
        </p>
      </div>
      <div className="notice notice-note" role="status" hidden data-line-back>
        <p>
          <T id="form.backOnline" />
        </p>
      </div>
    </div>
  );
}

function actionOf(visit: Visit, act: string): string {
  return addressOf(visit, pathOfAct(act), { about: visit.query.get('about') ?? undefined });
}

/**
 * Under which a draft is kept on the device: the act, what it is about, and who writes. Nothing is kept for those who
 * are not signed in: whoever takes the device next is not signed in either.
 */
function draftOf({ query, signedIn }: Visit, act: string, node: string): string | undefined {
  const person = signedIn?.people.find((one) => one.node === node)?.person;
  return person === undefined ? undefined : `${act} ${query.get('about') ?? ''} ${person}`;
}
