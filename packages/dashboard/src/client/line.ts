import { markSent, show } from './drafts.ts';
import { filesAreThere } from './uploads.ts';

const PATIENCE_MS = 60_000;

/**
 * Sends a form by script, so that a lost line leaves the page and what was typed where they are. The answer is shown
 * as the browser would show it; the form's own key sees to it that what is sent twice is carried out once.
 */
export function holdTheLine(form: HTMLFormElement, wire: (root: ParentNode) => void): void {
  let isSending = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const { submitter } = event as SubmitEvent;
    void send(form, submitter, wire).finally(() => {
      isSending = false;
    });
  });
  addEventListener('online', () => {
    if (form.querySelector('[data-line-lost]:not([hidden])') === null) return;
    show(form, '[data-line-lost]', false);
    show(form, '[data-line-back]', true);
  });
}

async function send(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  wire: (root: ParentNode) => void,
): Promise<void> {
  show(form, '[data-line-lost]', false);
  show(form, '[data-line-back]', false);
  submitter?.setAttribute('aria-busy', 'true');
  markSent(form);
  let answer: Answer;
  try {
    await filesAreThere(form);
    answer = form.enctype === MULTIPART ? await sendFile(form, submitter) : await sendFields(form, submitter);
  } catch {
    show(form, '[data-line-lost]', true);
    form.querySelector('[data-line-lost]')?.scrollIntoView({ block: 'center' });
    return;
  } finally {
    submitter?.removeAttribute('aria-busy');
    show(form, '[data-sending]', false);
  }
  if (answer.isElsewhere) return location.assign(answer.url);
  const there = new DOMParser().parseFromString(answer.text, 'text/html');
  const main = there.querySelector('main');
  const here = document.querySelector('main');
  if (main === null || here === null) return location.reload();
  document.title = there.title;
  here.replaceWith(main);
  wire(main);
  scrollTo({ top: 0 });
  main.focus();
}

interface Answer {
  /** True where the answer is another page. */
  readonly isElsewhere: boolean;
  readonly url: string;
  readonly text: string;
}

const MULTIPART = 'multipart/form-data';

async function sendFields(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value);
  const answer = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) });
  return { isElsewhere: answer.redirected, url: answer.url, text: await answer.text() };
}

/** A form with a file takes as long as the line needs: it is given up only when nothing moves any more. */
function sendFile(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // The only way for a page to be told how much was sent.
    const request = new XMLHttpRequest();
    let giveUp = 0;
    const moved = (): void => {
      clearTimeout(giveUp);
      giveUp = window.setTimeout(() => request.abort(), PATIENCE_MS);
    };
    const sent = form.querySelector('[data-sent]');
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      moved();
      if (sent !== null && total > 0) sent.textContent = percent.format(Math.floor((20 * loaded) / total) / 20);
      show(form, '[data-sending]', true);
    });
    request.addEventListener('load', () => {
      const url = request.responseURL;
      resolve({ isElsewhere: url !== form.action, url, text: request.responseText });
    });
    for (const kind of ['error', 'abort'] as const) request.addEventListener(kind, () => reject(new Error(kind)));
    request.addEventListener('loadend', () => clearTimeout(giveUp));
    request.open('POST', form.action);
    request.send(new FormData(form, submitter));
    moved();
  });
}

/** Says before anything is sent that a file is larger than is taken. */
export function weighFiles(root: ParentNode): void {
  for (const chooser of root.querySelectorAll<HTMLInputElement>('input[data-bytes-max]')) {
    chooser.addEventListener('change', () => {
      const { bytesMax, tooLarge = '' } = chooser.dataset;
      const isTooLarge = (chooser.files?.[0]?.size ?? 0) > Number(bytesMax);
      chooser.setCustomValidity(isTooLarge ? tooLarge : '');
      chooser.reportValidity();
    });
  }
}
