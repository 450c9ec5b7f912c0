import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Instant, type Rejection, reject } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';

export interface AdoptHubCharter extends Command {
  readonly type: 'AdoptHubCharter';
  readonly charter: Id;
  /** The hub's own name for it, as `2026-1`. */
  readonly version: string;
  /** The language that it is written in, by BCP 47. */
  readonly language: string;
  readonly text: TextRef;
  /** SHA-256 of the text: a charter is public, and whoever has a copy can check it. */
  readonly textDigest: string;
}

/** It replaces the charter in force. */
export interface HubCharterAdopted extends Event {
  readonly type: 'HubCharterAdopted';
  readonly charter: Id;
  readonly version: string;
  readonly language: string;
  readonly text: TextRef;
  readonly textDigest: string;
}

export interface HubCharterState {
  readonly id: Id;
  readonly version: string;
  readonly language: string;
  readonly text: TextRef;
  readonly textDigest: string;
  readonly adoptedAt: Instant;
  readonly adoptedBy: string;
}

/** In order of precedence. */
export type HubCharterRejectionCode =
  | 'charter-version-is-malformed'
  | 'language-is-malformed'
  | 'charter-version-exists';

const VERSION = /^[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?$/;
const LANGUAGE_LENGTH_MAX = 35;

export function decideAdoptHubCharter(
  command: AdoptHubCharter,
  { isVersionTaken }: { readonly isVersionTaken: boolean },
): readonly HubCharterAdopted[] | Rejection<HubCharterRejectionCode> {
  const { charter, version, text, textDigest } = command;
  if (!VERSION.test(version)) {
    return reject('charter-version-is-malformed', 'A version has 1 to 40 small letters, digits, dots and hyphens.');
  }
  const language = languageTag(command.language);
  if (language === undefined) {
    return reject(
      'language-is-malformed',
      `"${command.language.slice(0, 40)}" is not a language tag; they look like sw or zh-Hant.`,
    );
  }
  if (isVersionTaken) {
    return reject('charter-version-exists', `The hub has had a charter ${version}; give this one another version.`);
  }
  return [{ type: 'HubCharterAdopted', charter, version, language, text, textDigest }];
}

/** The tag as BCP 47 writes it; undefined for what is none. */
function languageTag(text: string): string | undefined {
  // No language has a longer code; what is well-formed beyond that is its name.
  if (text.length > LANGUAGE_LENGTH_MAX || !/^[a-z]{2,3}(?:-|$)/i.test(text)) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

export function evolveHubCharter(
  state: HubCharterState | undefined,
  event: HubCharterAdopted,
  at: Instant,
  by: string,
): HubCharterState {
  if (state !== undefined) throw new Error('A charter was adopted twice.');
  const { charter: id, version, language, text, textDigest } = event;
  return { id, version, language, text, textDigest, adoptedAt: at, adoptedBy: by };
}

export const hubCharter = defineEntity<HubCharterState, HubCharterAdopted>({
  kind: 'hub-charter',
  concerns: (event) => (event.type === 'HubCharterAdopted' ? [event.charter] : []),
  evolve: (state, { event, at, by }) => evolveHubCharter(state, event, at, by),
});
