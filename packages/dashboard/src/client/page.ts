// What scripts add to a page that works without them. Nothing here is needed to read or to act.
import '../design/page.css';
import { offerDigests } from './digests.ts';
import { forgetDrafts, forgetOnLeaving, keepDrafts } from './drafts.ts';
import { holdTheLine, weighFiles } from './line.ts';
import { readOffline } from './offline.ts';
import { stopAtWideTables } from './tables.ts';
import { sendAhead } from './uploads.ts';

/** Wires what has just come to stand on the page: at first all of it, later what a form's answer replaced. */
function wire(root: ParentNode): void {
  forgetDrafts();
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-line]')) {
    if (form.dataset['draft'] !== undefined) keepDrafts(form);
    holdTheLine(form, wire);
    sendAhead(form);
  }
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-leaving]')) forgetOnLeaving(form);
  offerDigests(root);
  weighFiles(root);
}

wire(document);
readOffline();
stopAtWideTables();
