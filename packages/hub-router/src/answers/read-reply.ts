import type { HubReply } from '../calls/transport.ts';
import type { HubFailureReason } from '../errors/failure.ts';
import type { HubRouterLimits } from '../limits.ts';
import { isForbiddenKey } from '../plan/hidden.ts';

/** A hub's GraphQL answer, not yet compared with what was asked. */
export interface HubAnswer {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly unknown[];
  /** Not looked at; the hub may say there how far its journal is. */
  readonly extensions?: unknown;
}

/**
 * Reads a body as a GraphQL answer: JSON, an object, not nested too deeply, without keys that lead code astray. An
 * answer with a 4xx status counts if it carries GraphQL errors; no other status but 2xx does.
 */
export function readReply({ status, body }: HubReply, limits: HubRouterLimits): HubAnswer | HubFailureReason {
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess && !(status >= 400 && status < 500)) return `http-${status}`;
  if (isDeeperThan(body, limits.jsonDepthMax)) return isSuccess ? 'malformed' : `http-${status}`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return isSuccess ? 'not-json' : `http-${status}`;
  }
  if (!isRecord(parsed)) return isSuccess ? 'not-json' : `http-${status}`;
  if (SUSPECT.test(body) && hasForbiddenKey(parsed)) return 'malformed';
  const data = parsed['data'] ?? undefined;
  const errors = parsed['errors'] ?? [];
  const isAnswer = Array.isArray(errors) && (data === undefined ? errors.length > 0 : isRecord(data));
  if (!isAnswer) return isSuccess ? 'malformed' : `http-${status}`;
  return { data: isRecord(data) ? data : undefined, errors, extensions: parsed['extensions'] };
}

/** True for a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Cheap to look for in text; a key may hide behind escapes, so these are suspect too. */
const SUSPECT = /__proto__|constructor|prototype|\\u/i;

function hasForbiddenKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasForbiddenKey);
  return Object.entries(value).some(([key, inner]) => isForbiddenKey(key) || hasForbiddenKey(inner));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings, before anything recursive touches the text. */
function isDeeperThan(text: string, depthMax: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > depthMax) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
