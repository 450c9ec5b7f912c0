import type { Accepted } from '@hubgraph/journal';
import { canonical, decode, type Id, isRejection, type Json, type Rejection, reject } from '@hubgraph/kernel';
import { authorise, type RequestContext, TextSealer } from '@hubgraph/node';
import { ownId } from '../own-id.ts';
import type { GrantImported } from './domain.ts';
import { type GrantInput, sealTexts } from './inputs.ts';
import { policy } from './policy.ts';
import type { BatchContent, GrantTexts } from './rows.ts';
import { accountTexts, hasAccountName, isCommitted, stagedSeqs } from './views.ts';
import { withoutNames } from './without-names.ts';

interface Batch {
  readonly import: Id;
  readonly batch: number;
  readonly content: BatchContent | Rejection;
  /** The rows as the client sent them. */
  readonly sent: readonly unknown[];
  readonly grants: readonly GrantInput[];
}

/**
 * Takes a batch and stages its rows: two commits, each under a key that follows from the import and the batch, so that
 * a batch whose second commit was lost in a crash gets it when the batch is sent again.
 */
export async function stageBatch(given: Batch, context: RequestContext): Promise<Accepted | Rejection> {
  const { import: id, batch, sent, grants } = given;
  const { node, actor, read } = context;
  const refusal = authorise(policy, actor, { type: 'TakeImportBatch' }, undefined) ?? ownId(context, id, 'import');
  if (refusal !== undefined) return refusal;
  if (isRejection(given.content)) return given.content;
  const { content, nameOf } = withoutNames(given.content, (kind, text) => node.pseudonym(kind, text));
  // Keyed: the sum of these digests is public, and in a small file the texts could be guessed.
  const digest = node.pseudonym('batch', canonical(JSON.parse(JSON.stringify(sent)) as Json));
  const key = (step: string) => ({ commandId: `${id}:${batch}${step}`, fingerprint: digest });
  const namer = new TextSealer(node.world, node.config.id);
  const names = Object.fromEntries(
    [...nameOf].flatMap(([account, name]) => (hasAccountName(read, id, account) ? [] : [[account, namer.seal(name)]])),
  );
  const take = { import: id, batch, digest, content, names };
  const taken = await node.handle(actor, 'TakeImportBatch', take, { ...key(':taken'), texts: namer.entries });
  if (isRejection(taken)) return taken.code === 'idempotency-key-was-used' ? otherRows(batch) : taken;
  if (isCommitted(read, key('').commandId)) return taken;
  const sealer = new TextSealer(node.world, node.config.id);
  const texts = sealTexts(grants, sealer);
  const payload = { import: id, batch, digest, content, texts };
  return node.handle(actor, 'StageImportBatch', payload, { ...key(''), texts: sealer.entries });
}

function otherRows(batch: number): Rejection {
  return reject('batch-has-other-rows', `Batch ${batch} was taken with other rows; drop the import and start anew.`);
}

/** Takes the texts of an import that will never be seen out of the vault. */
export async function eraseStaged(id: Id, context: RequestContext): Promise<void> {
  for (const { key } of accountTexts(context.read, id)) await context.node.store.vault.erase(key);
  for (const seq of stagedSeqs(context.read, id)) {
    const [commit] = await context.node.store.range(seq, 1);
    const { events } = decode(commit?.bytes ?? '{"events":[]}') as { readonly events: readonly GrantImported[] };
    const grants = events.filter(({ type }) => type === 'GrantImported');
    await eraseTexts(grants, context);
  }
}

async function eraseTexts(grants: readonly GrantTexts[], { node }: RequestContext): Promise<void> {
  for (const { title, description, recipientName } of grants) {
    for (const ref of [title, description, recipientName]) if (ref !== undefined) await node.store.vault.erase(ref.key);
  }
}
