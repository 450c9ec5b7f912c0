/** One line of a log, as JSON. */
export type Log = (entry: Readonly<Record<string, unknown>>) => void;
