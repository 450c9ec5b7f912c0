/** The most digits after the point; what a file says beyond them is rounded half to even. */
const PLACES = 12;
const RATE = /^(\d{1,12})(?:\.(\d{1,30}))?$/;
/** What tables write where there is no rate. */
const NONE: ReadonlySet<string> = new Set(['', 'N/A', '-']);

/** True where a table says that it has no rate. */
export function isNoRate(value: string): boolean {
  return NONE.has(value);
}

/** Decimal text with at most 12 digits after the point, rounded half to even; undefined for what is no rate above zero. */
export function rateOf(value: string): string | undefined {
  const [, whole = '', fraction = ''] = RATE.exec(value) ?? [];
  if (whole === '') return undefined;
  const digits = BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES));
  const rest = fraction.slice(PLACES);
  const half = rest === '' ? -1 : compareToHalf(rest);
  const rounded = half > 0 || (half === 0 && digits % 2n === 1n) ? digits + 1n : digits;
  if (rounded === 0n) return undefined;
  const text = rounded.toString().padStart(PLACES + 1, '0');
  const places = text.slice(-PLACES).replace(/0+$/, '');
  return `${text.slice(0, -PLACES)}${places === '' ? '' : `.${places}`}`;
}

function compareToHalf(rest: string): number {
  const half = `5${'0'.repeat(rest.length - 1)}`;
  return rest === half ? 0 : rest > half ? 1 : -1;
}
