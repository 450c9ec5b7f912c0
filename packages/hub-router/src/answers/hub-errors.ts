import type { Path } from '../errors/router-error.ts';
import type { HubRouterLimits } from '../limits.ts';
import { isForbiddenKey } from '../plan/hidden.ts';
import { isRecord } from './read-reply.ts';

/** One error that a hub reported, reduced to what is safe to pass on. */
export interface HubError {
  readonly message: string;
  readonly path: Path | undefined;
  readonly code: string;
  readonly more: Readonly<Record<string, string>>;
}

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
const EXTENSIONS_MAX = 10;
const OWN: ReadonlySet<string> = new Set(['code', 'hub', 'reason', 'missing', 'stacktrace']);

/** Reads a hub's `errors`: at most so many, short, with text extensions only; what is not an error is left out. */
export function readHubErrors(errors: readonly unknown[], limits: HubRouterLimits): readonly HubError[] {
  return errors.slice(0, limits.errorsPerHubMax).flatMap((error) => {
    if (!isRecord(error)) return [];
    const message = typeof error['message'] === 'string' ? error['message'] : 'The hub gave no message.';
    const extensions = isRecord(error['extensions']) ? error['extensions'] : {};
    return [
      {
        message: message.slice(0, limits.messageLengthMax),
        path: readPath(error['path']),
        code: readCode(extensions['code']),
        more: readMore(extensions, limits),
      },
    ];
  });
}

/** Whether the hub refused the query because it does not know something in it. */
export function isSkew(errors: readonly HubError[]): boolean {
  return errors.some(({ code }) => code === 'HUB_SCHEMA_SKEW');
}

function readCode(code: unknown): string {
  if (code === 'GRAPHQL_VALIDATION_FAILED') return 'HUB_SCHEMA_SKEW';
  return typeof code === 'string' && CODE.test(code) ? code : 'HUB_ERROR';
}

function readPath(path: unknown): Path | undefined {
  if (!Array.isArray(path) || path.length > 100) return undefined;
  const isPath = path.every((step) => (typeof step === 'string' ? step.length <= 200 : Number.isSafeInteger(step)));
  return isPath ? path : undefined;
}

function readMore(extensions: Readonly<Record<string, unknown>>, limits: HubRouterLimits) {
  const more: Record<string, string> = {};
  for (const [name, value] of Object.entries(extensions).slice(0, EXTENSIONS_MAX)) {
    if (typeof value !== 'string' || OWN.has(name) || isForbiddenKey(name) || name.length > 64) continue;
    more[name] = value.slice(0, limits.messageLengthMax);
  }
  return more;
}
