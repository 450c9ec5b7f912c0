/** Drafts of forms, on this device only: what was typed comes back after a closed tab, a lost line, an empty battery. */

interface Draft {
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
}

const PREFIX = 'hubgraph draft ';
const AGE_MAX_MS = 30 * 86_400_000;
/** Fields that are the page's own; the idempotency key is kept, so that a form that was sent is not carried out twice. */
const NOT_KEPT = new Set(['step']);

/** Puts a draft back into a form that was opened anew, and keeps what is typed from now on. */
export function keepDrafts(form: HTMLFormElement): void {
  const key = PREFIX + form.dataset['draft'];
  const draft = read(key);
  if (form.dataset['fresh'] !== undefined && draft !== undefined) {
    const anew = new Map(
      [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')].map((one) => [one, one.value]),
    );
    restore(form, draft);
    form.querySelector('[data-draft-drop]')?.addEventListener('click', () => {
      remove(key);
      form.reset();
      // Hidden fields are not reset: without this the form would keep the key of the draft that is given up.
      for (const [field, value] of anew) field.value = value;
      show(form, '[data-draft-back]', false);
    });
  }
  // What comes back from the server in a form is worth keeping too: it was typed.
  if (form.dataset['fresh'] === undefined) write(key, form);
  form.addEventListener('input', () => {
    write(key, form);
    show(form, '[data-draft-kept]', true);
  });
}

/** After something was carried out, the draft of its form is of no use any more. */
export function forgetDrafts(): void {
  const sent = sessionStorage.getItem(`${PREFIX}sent`);
  if (sent === null || !new URLSearchParams(location.search).has('done')) return;
  remove(sent);
  sessionStorage.removeItem(`${PREFIX}sent`);
}

/** Whoever signs out leaves nothing on the device. */
export function forgetOnLeaving(form: HTMLFormElement): void {
  form.addEventListener('submit', () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) remove(key);
  });
}

/** Remembers which form is on its way, so that its draft goes once it was carried out, and not before. */
export function markSent(form: HTMLFormElement): void {
  if (form.dataset['draft'] === undefined) return;
  sessionStorage.setItem(`${PREFIX}sent`, PREFIX + form.dataset['draft']);
}

function restore(form: HTMLFormElement, { at, values }: Draft): void {
  // A box that was not ticked says nothing of itself.
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.checked = box.name in values;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === value;
    else if (field instanceof HTMLInputElement && field.type === 'checkbox') continue;
    else if (field instanceof HTMLInputElement && field.type !== 'file') field.value = value;
    else if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
  }
  const moment = form.querySelector<HTMLTimeElement>('[data-draft-moment]');
  if (moment !== null) {
    moment.dateTime = new Date(at).toISOString();
    moment.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(at);
  }
  show(form, '[data-draft-back]', true);
}

function write(key: string, form: HTMLFormElement): void {
  const values: Record<string, string> = {};
  // What names people who never asked for it, as what a bank says, is not left on a device.
  const secret = new Set([...form.querySelectorAll<HTMLInputElement>('[data-not-kept]')].map((field) => field.name));
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !NOT_KEPT.has(name) && !secret.has(name)) values[name] = value;
  }
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values } satisfies Draft));
  } catch {
    // No room, or no storage in a private window: the form works as it does without scripts.
  }
}

function read(key: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
    if (draft === null || Date.now() - draft.at > AGE_MAX_MS) return undefined;
    return draft;
  } catch {
    return undefined;
  }
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

export function show(root: ParentNode, selector: string, isShown: boolean): void {
  const element = root.querySelector<HTMLElement>(selector);
  if (element !== null) element.hidden = !isShown;
}
