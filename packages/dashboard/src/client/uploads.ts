import { show } from './drafts.ts';

const PIECE_BYTES = 262_144;
/** How long nothing may move before one is told that the line is lost. */
const PATIENCE_MS = 60_000;
const REST_MS = 2_000;
/** How often a file may stand still before it is left to go with the form. */
const TRIES = 5;
const AGAIN = 'again';
/** With the drafts it leaves the device when somebody signs out. */
const PREFIX = 'hubgraph draft upload ';

/** Files that are on their way, by the form that they are chosen in. */
const underWay = new WeakMap<HTMLFormElement, Promise<void>[]>();

/**
 * Sends a photo as soon as it is chosen, while the rest is still being filled in: in pieces, and after a lost line, or
 * when the same file is chosen in the form once more, from where it broke off. What cannot go ahead goes with the form.
 */
export function sendAhead(form: HTMLFormElement): void {
  const { uploads } = form.dataset;
  if (uploads === undefined) return;
  for (const chooser of form.querySelectorAll<HTMLInputElement>('input[data-ahead]')) {
    chooser.addEventListener('change', () => {
      const file = chooser.files?.[0];
      if (file === undefined || file.size === 0 || file.size > Number(chooser.dataset['bytesMax'])) return;
      const sent = send(form, uploads, file).then((id) => {
        // Another one was chosen meanwhile, or this one was refused: the form tells why when it is sent.
        if (id !== undefined && chooser.files?.[0] === file) settle(chooser, `${id} ${file.name.slice(0, 100)}`, file);
      });
      underWay.set(form, [...(underWay.get(form) ?? []), sent]);
    });
  }
}

/** Waits for the files of a form. @throws {Error} where the line is lost: pressed again it goes on from there. */
export async function filesAreThere(form: HTMLFormElement): Promise<void> {
  const files = underWay.get(form) ?? [];
  underWay.delete(form);
  const ends = await Promise.allSettled(files);
  // What did not arrive goes with the form, as it does without scripts.
  if (ends.some(({ status }) => status === 'rejected') && !navigator.onLine) throw new Error('offline');
}

/** From now on the form says which file it is, and sends it no more. */
function settle(chooser: HTMLInputElement, value: string, file: File): void {
  const known = chooser.form?.querySelector<HTMLInputElement>(`input[type=hidden][name="${chooser.name}"]`);
  const field = known ?? document.createElement('input');
  field.type = 'hidden';
  field.name = chooser.name;
  field.value = value;
  if (known === null || known === undefined) chooser.before(field);
  const status = chooser.nextElementSibling;
  const name = status?.querySelector('bdi');
  if (status instanceof HTMLElement && name != null) {
    name.textContent = file.name;
    status.hidden = false;
  }
  chooser.required = false;
  chooser.value = '';
}

/** The id that the node gave the file; undefined where it does not take it. */
async function send(form: HTMLFormElement, uploads: string, file: File): Promise<string | undefined> {
  const key = `${PREFIX}${uploads} ${file.name} ${file.size} ${file.lastModified}`;
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  const tell = (offset: number): void => {
    const sent = form.querySelector('[data-sent]');
    if (sent !== null) sent.textContent = percent.format(Math.floor((20 * offset) / file.size) / 20);
    show(form, '[data-sending]', offset < file.size);
  };
  try {
    const known = remembered(key);
    let id = known;
    const reached = known === undefined ? undefined : await ask<{ offset: number }>(`/uploads/${known}`);
    let offset = 0;
    if (reached !== undefined && reached !== AGAIN) offset = reached.offset;
    else {
      const begun = await ask<{ upload: string }>(`${uploads}?size=${file.size}`, { method: 'POST' });
      id = begun === undefined || begun === AGAIN ? undefined : begun.upload;
      if (id !== undefined) remember(key, id);
    }
    for (let at = offset, stood = 0; id !== undefined && at < file.size; tell(at)) {
      const body = file.slice(at, at + PIECE_BYTES);
      const headers = { 'content-type': 'application/octet-stream' };
      const said = await ask<{ offset: number }>(`/uploads/${id}?offset=${at}`, { method: 'PATCH', body, headers });
      // A piece that was lost on its way back is there: how far the file has come, the node knows.
      const next = said === AGAIN ? await ask<{ offset: number }>(`/uploads/${id}`) : said;
      if (next === undefined || next === AGAIN) return undefined;
      stood = next.offset > at ? 0 : stood + 1;
      if (stood >= TRIES) return undefined;
      at = next.offset;
    }
    return id;
  } finally {
    show(form, '[data-sending]', false);
  }
}

/**
 * Asks again and again while the line is lost or the node does not answer; undefined where it says no. A piece is not
 * sent again as it is: {@link AGAIN} says to ask first how much of it is there.
 * @throws {Error} where nothing moved for {@link PATIENCE_MS}.
 */
async function ask<T>(address: string, request: RequestInit = {}): Promise<T | typeof AGAIN | undefined> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      () => undefined,
    );
    if (answer?.ok) return (await answer.json()) as T;
    if (answer !== undefined && answer.status < 500) return undefined;
    if (request.method === 'PATCH') return AGAIN;
    if (Date.now() > giveUp) throw new Error('lost');
    await new Promise((go) => setTimeout(go, REST_MS));
  }
}

function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    // No storage, as in a private window: the file is sent from its beginning.
    return undefined;
  }
}

function remember(key: string, id: string): void {
  try {
    localStorage.setItem(key, id);
  } catch {
    // As above.
  }
}
