import { resourceOf } from '@hubgraph/books';
import type { Accepted } from '@hubgraph/journal';
import { canonical, type Id, isRejection, type Json, type Rejection, reject } from '@hubgraph/kernel';
import { type RequestContext, TextSealer } from '@hubgraph/node';
import { type EntryInput, readEntries } from '../imports/inputs.ts';
import { withoutNames } from '../imports/without-names.ts';
import { ownId } from '../own-id.ts';
import { pathOfCode } from './batches.ts';
import { accountNames, filingOf } from './views.ts';

/** Takes a batch of a filing, once however often it is sent; what people wrote goes into the vault. */
export async function stageBatch(
  { filing: id, batch, entries }: { readonly filing: Id; readonly batch: number; readonly entries: EntryInput[] },
  { node, actor, read, ...context }: RequestContext,
): Promise<Accepted | Rejection> {
  const refusal = ownId({ node, ...context }, id, 'team-filing');
  if (refusal !== undefined) return refusal;
  const given = readEntries(entries, (code) => resourceOf(read, code) !== undefined);
  if (isRejection(given)) return given;
  const { content, nameOf } = withoutNames(given, (kind, text) => node.pseudonym(kind, text));
  // Keyed: the sum of these digests is public, and in a small file the texts could be guessed.
  const digest = node.pseudonym('batch', canonical(JSON.parse(JSON.stringify(entries)) as Json));
  const sealer = new TextSealer(node.world, node.config.id);
  const known = accountNames(read, id);
  const names = Object.fromEntries(
    [...nameOf].flatMap(([code, name]) => (known.has(String(pathOfCode(code))) ? [] : [[code, sealer.seal(name)]])),
  );
  const rows = content.format === 'HLEDGER' ? content.entries : [];
  const payload = { filing: id, batch, digest, entries: rows, names };
  const key = { commandId: `${id}:${batch}`, fingerprint: digest };
  const outcome = await node.handle(actor, 'TakeTeamFilingBatch', payload, { ...key, texts: sealer.entries });
  return isRejection(outcome) && outcome.code === 'idempotency-key-was-used'
    ? reject('batch-has-other-rows', `Batch ${batch} was taken with other rows; drop the filing and start anew.`)
    : outcome;
}

/** Takes the texts of a filing that will never be seen out of the vault. */
export async function eraseDropped(id: Id, { node, read }: RequestContext): Promise<void> {
  const { reason } = filingOf(read, id) ?? {};
  for (const { key } of [...accountNames(read, id).values(), ...(reason === undefined ? [] : [reason])]) {
    await node.store.vault.erase(key);
  }
}
