/** Ends when the process is asked to: Ctrl-C or SIGTERM. A second Ctrl-C ends at once. */
export function untilStopped(): {
  readonly promise: Promise<void>;
  readonly signal: AbortSignal;
  /** Lets the process end by itself, where what it was to run did not start. */
  readonly release: () => void;
} {
  const controller = new AbortController();
  const promise = new Promise<void>((resolve) => {
    const stop = (): void => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
  // A pending promise alone does not keep the process alive.
  const alive = setInterval(() => {}, 60_000);
  controller.signal.addEventListener('abort', () => clearInterval(alive));
  return { promise, signal: controller.signal, release: () => clearInterval(alive) };
}
