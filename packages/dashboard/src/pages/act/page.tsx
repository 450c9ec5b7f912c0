import type { ReactNode } from 'react';
import { type ActDefinition, type Outcome, type Prepared, pathOfAct } from '../../acts/act.ts';
import { CHECKED, type Fault, readValues, sentFile, type Values } from '../../acts/field.ts';
import { readBooksFile } from '../../acts/hub/books-file.ts';
import { readStatementFile } from '../../acts/hub/statement-file.ts';
import { acts } from '../../acts/index.ts';
import { FILE_BYTES_MAX, isPhotoOrScan } from '../../files/node-files.ts';
import type { Graph, GraphError } from '../../graph/graph.ts';
import { missingNodes } from '../../graph/missing.ts';
import { translate } from '../../i18n/translate.ts';
import type { PageAnswer, PageDefinition, WholePage } from '../../page.ts';
import type { SentFile } from '../../server/multipart.ts';
import { addressOf, type Visit } from '../../visit.tsx';
import { absent } from '../absent.tsx';
import { notFound } from '../problem.tsx';
import { Held } from './held.tsx';
import { ActForm, Confirmation, type Trouble } from './parts.tsx';

const KEY_WAS_USED = 'idempotency-key-was-used';
const byPath = new Map(acts.map((act) => [pathOfAct(act.name), act]));

/** The form of each step that a person can take: fill in, check, confirm. */
export const act: PageDefinition = {
  path: '/act/:act',
  async show(visit) {
    const { found, prepared, errors } = await prepare(visit);
    if (found === undefined) return notFound(visit);
    if (prepared === null) return absent(visit, errors);
    const values = prepared.defaults ?? {};
    return form({ visit, act: found, prepared, values, idempotencyKey: visit.newKey(), isFresh: true });
  },
  async submit(visit, sent, files) {
    const { found, prepared, errors } = await prepare(visit);
    if (found === undefined) return notFound(visit);
    const { step = 'check', key: givenKey = '', ...given } = sent;
    const key = /^[\w-]{8,64}$/.test(givenKey) ? givenKey : visit.newKey();
    if (prepared === null) {
      if (missingNodes(errors).length === 0) return absent(visit, errors);
      return page(
        visit,
        found,
        503,
        <Held act={found.name} sent={{ ...given, step, key }} missing={missingNodes(errors)} />,
      );
    }
    const handedOn = await handOn(visit, prepared, given, files);
    const shown = { visit, act: found, prepared, values: handedOn.values, idempotencyKey: key };
    if (handedOn.trouble !== undefined) {
      return form({ ...shown, trouble: handedOn.trouble, status: handedOn.trouble.kind === 'expired' ? 401 : 409 });
    }
    const read = readValues(prepared.fields, handedOn.values);
    const others = 'faults' in read ? read.faults : [];
    const faults = [
      ...handedOn.faults,
      ...others.filter(({ name }) => handedOn.faults.every((one) => one.name !== name)),
    ];
    if (faults.length > 0 || 'faults' in read) return form({ ...shown, faults, status: 422 });
    if (step === 'change') return form(shown);
    if (step !== 'confirm') return confirmation({ ...shown, values: read.values });
    const about = visit.query.get('about') ?? '';
    const filled = { values: read.values, fields: prepared.fields, idempotencyKey: key };
    const outcome = await found.carryOut(visit, about, filled);
    return answerTo(outcome, { ...shown, values: read.values });
  },
};

/** What became of the files of a form. */
interface HandedOn {
  /** With what is kept of each file that its node has. */
  readonly values: Values;
  readonly faults: readonly Fault[];
  readonly trouble?: Trouble;
}

/** Hands the files of a form on to the node that decides about it, as whoever sent them; the page keeps none. */
async function handOn(
  visit: Visit,
  { node, fields }: Prepared,
  given: Values,
  files: Readonly<Record<string, SentFile>>,
): Promise<HandedOn> {
  const values: Record<string, string> = { ...given };
  const faults: Fault[] = [];
  for (const field of fields) {
    const { name, kind } = field;
    const file = files[name];
    if (file === undefined) continue;
    if (field.kind === 'statement') {
      const read = await readStatementFile(file, given[field.mapping] ?? '');
      if ('value' in read) values[name] = read.value;
      else faults.push({ name, ...read.fault });
      continue;
    }
    if (field.kind === 'books') {
      const { [field.dateFormat]: dateFormat, [field.currency]: currency, [field.skips]: skips } = given;
      const read = await readBooksFile(file, { dateFormat, currency, skipsRejected: skips === CHECKED });
      if ('value' in read) values[name] = read.value;
      else faults.push({ name, ...read.fault });
      continue;
    }
    if (kind !== 'file') continue;
    const code =
      file.bytes.length > FILE_BYTES_MAX ? 'fileTooLarge' : isPhotoOrScan(file.bytes) ? undefined : 'fileType';
    if (code !== undefined) {
      faults.push({ name, code });
      continue;
    }
    const session = visit.sessions.find((one) => one.node === node && one.tokenEndsAt > visit.now);
    if (session === undefined) return { values, faults, trouble: { kind: 'expired' } };
    const taken = await visit.files.send(node, session.token, file.bytes);
    if ('refused' in taken) return { values, faults, trouble: { kind: 'refused', ...taken.refused } };
    if ('upload' in taken) values[name] = sentFile(taken.upload, file.name);
    else faults.push({ name, code: 'fileNotSent' });
  }
  return { values, faults };
}

/** The act of the address and what its form shows; null where there is no such thing, or where nobody says, and why. */
async function prepare(visit: Visit): Promise<{
  readonly found: ActDefinition | undefined;
  readonly prepared: Prepared | null;
  readonly errors: readonly GraphError[];
}> {
  const errors: GraphError[] = [];
  const graph: Graph = {
    async ask(operation, variables, tokens) {
      const answer = await visit.graph.ask(operation, variables, tokens);
      errors.push(...answer.errors);
      return answer;
    },
  };
  const found = byPath.get(`/act/${visit.params['act']}`);
  const prepared = (await found?.prepare({ ...visit, graph }, visit.query.get('about') ?? '')) ?? null;
  return { found, prepared, errors };
}

interface Shown {
  readonly visit: Visit;
  readonly act: ActDefinition;
  readonly prepared: Prepared;
  readonly values: Values;
  readonly idempotencyKey: string;
}

function answerTo(outcome: Outcome, shown: Shown): PageAnswer {
  const { visit, act: found } = shown;
  if ('done' in outcome) {
    const { pathname, search } = new URL(outcome.done, 'http://page.invalid');
    const query = { ...Object.fromEntries(new URLSearchParams(search)), done: found.name };
    return { redirect: addressOf(visit, pathname, query) };
  }
  if ('refused' in outcome) {
    // Under this key something else was carried out before: what is sent now is another thing, and gets another key.
    const isUsed = outcome.refused.code === KEY_WAS_USED;
    const idempotencyKey = isUsed ? visit.newKey() : shown.idempotencyKey;
    return form({ ...shown, idempotencyKey, trouble: { kind: 'refused', ...outcome.refused }, status: 409 });
  }
  // The button is still there: pressed again it is sent with the same key, and carried out once.
  if ('expired' in outcome) return confirmation(shown, { kind: 'expired' }, 401);
  return confirmation(shown, { kind: 'failed' }, 503);
}

function form({
  visit,
  act: found,
  status = 200,
  ...shown
}: Shown & {
  readonly faults?: readonly Fault[];
  readonly trouble?: Trouble;
  readonly isFresh?: boolean;
  readonly status?: WholePage['status'];
}): WholePage {
  return page(visit, found, status, <ActForm act={found.name} {...shown} />);
}

function confirmation(
  { visit, act: found, ...shown }: Shown,
  trouble?: Trouble,
  status: WholePage['status'] = 200,
): WholePage {
  return page(
    visit,
    found,
    status,
    <Confirmation act={found.name} {...shown} {...(trouble === undefined ? {} : { trouble })} />,
  );
}

function page(visit: Visit, { name }: ActDefinition, status: WholePage['status'], body: ReactNode): WholePage {
  return { ...(status === undefined ? {} : { status }), title: translate(visit.locale, `act.${name}.title`), body };
}
