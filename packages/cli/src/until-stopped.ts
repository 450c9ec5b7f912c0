/** One Ctrl-C can arrive twice: from the terminal, and passed on by the process that started this one. */
const SAME_PRESS_MS = 500;

export interface Stopping {
  readonly promise: Promise<void>;
  readonly signal: AbortSignal;
  /** Stops as a signal would. */
  readonly stop: () => void;
  /** Lets the process end by itself, where what it was to run did not start. */
  readonly release: () => void;
}

/** Ends when the process is asked to: Ctrl-C or SIGTERM. A second Ctrl-C, later, ends at once. */
export function untilStopped(onStop: () => void = () => {}): Stopping {
  const controller = new AbortController();
  // A pending promise alone does not keep the process alive.
  const alive = setInterval(() => {}, 60_000);
  const release = (): void => clearInterval(alive);
  let pressedAt = Number.NEGATIVE_INFINITY;
  let stop: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    stop = () => {
      const now = performance.now();
      if (controller.signal.aborted && now - pressedAt > SAME_PRESS_MS) process.exit(130);
      if (controller.signal.aborted) return;
      pressedAt = now;
      onStop();
      controller.abort();
      release();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
  return { promise, signal: controller.signal, stop, release };
}
