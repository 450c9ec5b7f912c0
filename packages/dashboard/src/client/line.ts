import { markSent, show } from './drafts.ts';

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
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value);
  submitter?.setAttribute('aria-busy', 'true');
  markSent(form);
  let response: Response;
  let text: string;
  try {
    response = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) });
    text = await response.text();
  } catch {
    show(form, '[data-line-lost]', true);
    form.querySelector('[data-line-lost]')?.scrollIntoView({ block: 'center' });
    return;
  } finally {
    submitter?.removeAttribute('aria-busy');
  }
  if (response.redirected) return location.assign(response.url);
  const answer = new DOMParser().parseFromString(text, 'text/html');
  const main = answer.querySelector('main');
  const here = document.querySelector('main');
  if (main === null || here === null) return location.reload();
  document.title = answer.title;
  here.replaceWith(main);
  wire(main);
  scrollTo({ top: 0 });
  main.focus();
}
