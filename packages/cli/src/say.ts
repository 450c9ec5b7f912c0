import { HubgraphError } from '@hubgraph/kernel';

/** A line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What went wrong, for a person: a sentence, with its code if it has one; the stack only for what nobody foresaw. */
export function tell(error: unknown): void {
  if (error instanceof HubgraphError) process.stderr.write(`${error.message} (${error.code})\n`);
  else if (error instanceof Error) {
    // What the system says of a file or an address is plain enough.
    const wasForeseen = error.name === 'CACError' || error instanceof UsageError || 'syscall' in error;
    process.stderr.write(`${wasForeseen || error.stack === undefined ? error.message : error.stack}\n`);
  } else process.stderr.write(`${String(error)}\n`);
}

/** The command line was not understood. */
export class UsageError extends Error {}
