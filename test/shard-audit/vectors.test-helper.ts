import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HubRouterLimits, type HubStatus, hubRouterDirectives } from '@hubgraph/hub-router';

const FOLDER = join(import.meta.dirname, '../vectors/shard-audit');

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** What a hub does instead of, or with, its right answer; the format is described beside the vectors. */
export interface Fault {
  readonly refuse?: true;
  readonly reset?: true;
  readonly hang?: true;
  readonly status?: number;
  readonly body?: string;
  readonly bytes?: number;
  readonly depth?: number;
  readonly replace?: readonly (readonly [string, string])[];
  readonly patch?: readonly { readonly path: readonly (string | number)[]; readonly value?: Json }[];
  readonly without?: readonly string[];
  /** Only so many calls fail. */
  readonly times?: number;
}

export interface ExpectedError {
  readonly path?: readonly (string | number)[];
  readonly code: string;
  readonly hub?: string;
  readonly reason?: string;
}

export interface Expected {
  readonly data?: Json;
  readonly errors?: readonly ExpectedError[];
  /** Null where no hub is concerned. */
  readonly hubs?: Json;
  /** Calls that each hub received. */
  readonly calls?: Readonly<Record<string, number>>;
}

/** Text, so many times; `#` is the number of the repetition from 0, `##` from 1. */
export interface Repeat {
  readonly repeat: number;
  readonly text: string;
}

/** One request, and what is to come back. */
export interface Step {
  readonly query?: string | readonly (string | Repeat)[];
  readonly operationName?: string;
  readonly variables?: JsonObject;
  readonly entities?: { readonly selection: string; readonly representations: readonly Json[] };
  readonly faults?: Readonly<Record<string, Fault>>;
  readonly data?: JsonObject;
  readonly epoch?: number;
  readonly registry?: readonly AuditHub[];
  readonly timeoutMs?: number;
  readonly partial?: 'WARN' | 'ABORT';
  readonly waitMs?: number;
  readonly expect: Expected;
}

export interface AuditHub {
  readonly id: string;
  readonly status: HubStatus;
  readonly answersFor?: readonly string[];
}

/** Where the stock engine cannot do as the vector says: why, and what it answers; nothing where it cannot be asked. */
export interface Stock {
  readonly because: string;
  readonly expect?: Partial<Expected>;
}

export interface Case extends Partial<Step> {
  readonly name: string;
  readonly limits?: Partial<HubRouterLimits>;
  readonly noCredentialsFor?: readonly string[];
  readonly steps?: readonly Step[];
  readonly stock?: Stock;
}

export interface World {
  readonly epoch: number;
  readonly registry: readonly AuditHub[];
  readonly limits: Partial<HubRouterLimits>;
  readonly resolvers: Readonly<Record<string, Rule>>;
  readonly data: JsonObject;
}

/** How a hub finds the value of a root field. */
export interface Rule {
  readonly thing?: string;
  readonly things?: string;
  readonly entities?: string;
  readonly page?: { readonly orderBy: readonly string[]; readonly descending: boolean };
  readonly top?: { readonly orderBy: readonly string[]; readonly descending: boolean };
  readonly change?: { readonly type: string; readonly name: string; readonly taken?: string };
}

export const world = read('hubs.json') as unknown as World;

export const sdl = `${hubRouterDirectives}\n${readFileSync(join(FOLDER, 'schema.graphql'), 'utf8')}`;

/** All cases, by the file that they stand in. */
export const files: readonly (readonly [file: string, cases: readonly Case[]])[] = readdirSync(join(FOLDER, 'cases'))
  .sort()
  .map((file) => [file.replace('.json', ''), read(`cases/${file}`) as unknown as readonly Case[]]);

/** A case without steps is one step itself. */
export function stepsOf(one: Case): readonly Step[] {
  return one.steps ?? [one as Step];
}

/** RFC 7386: objects are merged, anything else takes the place of what was there, null removes it. */
export function merged(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}
