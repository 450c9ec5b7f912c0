import cliProgress from 'cli-progress';
import { say } from './say.ts';

export interface Progress {
  advance(count: number): void;
  end(): void;
}

const LINES_EVERY_MS = 2_000;

/** A bar on a terminal; elsewhere a line every other second, so that a log shows that it goes on. */
export function progress(what: string, total?: number, things = 'rows'): Progress {
  return process.stdout.isTTY && total !== undefined ? bar(what, total, things) : lines(what, total, things);
}

function bar(what: string, total: number, things: string): Progress {
  const shown = new cliProgress.SingleBar({
    format: `${what} {bar} {percentage} % | {value} of {total} ${things} | {eta} s left`,
  });
  shown.start(total, 0);
  return { advance: (count) => shown.increment(count), end: () => shown.stop() };
}

function lines(what: string, total: number | undefined, things: string): Progress {
  let done = 0;
  let next = performance.now() + LINES_EVERY_MS;
  return {
    advance(count) {
      done += count;
      if (performance.now() < next) return;
      next = performance.now() + LINES_EVERY_MS;
      say(`${what}: ${done}${total === undefined ? '' : ` of ${total}`} ${things}`);
    },
    end: () => undefined,
  };
}
