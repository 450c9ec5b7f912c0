import { encodeTime, ulid } from 'ulid';
import { type Rejection, reject } from './rejection.ts';
import type { World } from './world.ts';

/** `<home>:<kind>:<ulid>`, as `cee:team:01JD3Z…`: opaque to clients; only the hub router and nodes read the home. */
export type Id = string;

/** The name of a node, and the id of a hub: `cee`, `east-africa`, `council`. ASCII only, so that no look-alike passes. */
export type Slug = string;

export interface IdParts {
  /** The node where the thing was born. */
  readonly home: Slug;
  readonly kind: string;
  readonly local: string;
}

const SLUG = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
const KIND = /^[a-z][a-z-]{1,38}$/;
const LOCAL = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text) && !text.includes('--');
}

/** Reads an id; anything that is not exactly of the form is refused, and so is another `kind` than the one asked for. */
export function parseId(text: string, kind?: string): IdParts | Rejection<'id-is-malformed'> {
  const parts = text.split(':');
  const [home, ofKind, local] = parts;
  const isWellFormed =
    parts.length === 3 &&
    home !== undefined &&
    ofKind !== undefined &&
    local !== undefined &&
    isSlug(home) &&
    KIND.test(ofKind) &&
    LOCAL.test(local);
  if (!isWellFormed) {
    return reject(
      'id-is-malformed',
      `"${text.slice(0, 80)}" is not an id; ids look like cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF.`,
    );
  }
  if (kind !== undefined && ofKind !== kind) {
    return reject(
      'id-is-malformed',
      `"${text.slice(0, 160)}" is the id of a ${ofKind}; the id of a ${kind} is needed here.`,
    );
  }
  return { home, kind: ofKind, local };
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id that is chance alone: of what it names, nobody learns from it when it was made, nor what was made before. */
export function timelessId(world: Pick<World, 'random'>, home: Slug, kind: string): Id {
  return `${home}:${kind}:${Array.from(world.random.bytes(26), (byte) => LETTERS[byte % 32]).join('')}`;
}

/** A new id, sorted by time of making. */
export function newId(world: Pick<World, 'clock' | 'random'>, home: Slug, kind: string): Id {
  const bytes = world.random.bytes(16);
  let used = 0;
  // The library takes the moment 0 for none given, so that time and chance are encoded apart.
  const chance = (): number => (bytes[used++ % 16] ?? 0) / 256;
  return `${home}:${kind}:${encodeTime(world.clock.now(), 10)}${ulid(1, chance).slice(10)}`;
}
