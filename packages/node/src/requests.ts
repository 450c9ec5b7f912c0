import { createHmac } from 'node:crypto';
import type { Accepted } from '@hubgraph/journal';
import {
  canonical,
  isRejection,
  type Json,
  newId,
  type Rejection,
  reject,
  timelessId,
  type World,
} from '@hubgraph/kernel';
import type { Store } from '@hubgraph/store';
import type { Actor } from './actor.ts';
import type { ActRequest } from './context.ts';
import { type Policy, refusedEarly } from './policy.ts';
import { TextSealer } from './texts.ts';

const IDEMPOTENCY_KEY_LENGTH_MAX = 200;

/** What makes a command of a client's request, and gives it. */
export interface RequestsOptions {
  readonly world: World;
  readonly node: string;
  readonly policy: Policy;
  /** See {@link fingerprintKeyOf}. */
  readonly fingerprintKey: string;
  readonly handle: (
    actor: Actor,
    type: string,
    payload: Readonly<Record<string, unknown>>,
    key: { readonly commandId: string; readonly fingerprint: string; readonly texts: TextSealer['entries'] },
  ) => Promise<Accepted | Rejection>;
}

/** Takes what clients ask for: refuses early, seals texts, gives the command under the client's key. */
export class Requests {
  readonly #options: RequestsOptions;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  async act(actor: Actor, request: ActRequest): Promise<Accepted | Rejection> {
    const { world, node, handle } = this.#options;
    const refusal = this.#refusedEarly(actor, request);
    if (refusal !== undefined) return refusal;
    const texts = new TextSealer(world, node);
    const payload = request.payload({
      texts,
      newId: (kind) => newId(world, node, kind),
      timelessId: (kind) => timelessId(world, node, kind),
    });
    if (isRejection(payload)) return payload;
    const { idempotencyKey, ...input } = request.input;
    return handle(actor, request.type, payload as Readonly<Record<string, unknown>>, {
      commandId: idempotencyKey ? `${actor.name}:${this.#known(idempotencyKey)}` : newId(world, node, 'command'),
      fingerprint: this.#fingerprint(request.type, input),
      texts: texts.entries,
    });
  }

  /** What can be refused before anything of the request is looked at or kept. */
  #refusedEarly(actor: Actor, { type, input }: ActRequest): Rejection | undefined {
    const { policy } = this.#options;
    const refusal = refusedEarly(policy, actor, type);
    if (refusal !== undefined) return refusal;
    if ((input.idempotencyKey?.length ?? 0) > IDEMPOTENCY_KEY_LENGTH_MAX) {
      return reject(
        'idempotency-key-is-too-long',
        `An idempotencyKey may have ${IDEMPOTENCY_KEY_LENGTH_MAX} characters.`,
      );
    }
    if (isWellFormed(input)) return undefined;
    return reject('text-is-malformed', 'A text holds half a character; send it as valid Unicode.');
  }

  /** Clients write into their keys what they like; the journal only has to know one again. */
  #known(idempotencyKey: string): string {
    return pseudonymOf(this.#options.fingerprintKey, 'idempotency-key', idempotencyKey);
  }

  /** Keyed, because the journal keeps it for ever and the input holds texts that may have to go. */
  #fingerprint(type: string, input: Readonly<Record<string, unknown>>): string {
    const text = canonical(JSON.parse(JSON.stringify([type, input])) as Json);
    return createHmac('sha256', this.#options.fingerprintKey).update(text).digest('hex');
  }
}

/** A keyed digest of a text, in which its kind counts. */
export function pseudonymOf(fingerprintKey: string, kind: string, text: string): string {
  // What fingerprints are made of are lists: never an object.
  return createHmac('sha256', fingerprintKey).update(canonical({ kind, text })).digest('hex');
}

/** A secret of the store's own, kept in its vault. */
export async function fingerprintKeyOf(world: World, store: Store): Promise<string> {
  const key = 'fingerprint-key';
  const text = Buffer.from(world.random.bytes(32)).toString('hex');
  await store.vault.put([{ key, salt: '', text }]);
  return (await store.vault.get([key])).get(key)?.text ?? text;
}

/** True if no text in it holds half of a surrogate pair, which has no form in UTF-8. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner));
}
