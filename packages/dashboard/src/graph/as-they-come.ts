/**
 * Carries out tasks at the same time, at most so many at once, and gives each result when it is there: the fastest
 * first. A task that throws ends it.
 */
export async function* asTheyCome<Task, Result>(
  tasks: readonly Task[],
  atOnce: number,
  carryOut: (task: Task) => Promise<Result>,
): AsyncGenerator<Result> {
  const running = new Map<number, Promise<{ readonly index: number; readonly result: Result }>>();
  let next = 0;
  const start = (): void => {
    const index = next;
    const task = tasks[index];
    if (task === undefined || index >= tasks.length) return;
    next += 1;
    running.set(
      index,
      carryOut(task).then((result) => ({ index, result })),
    );
  };
  for (let count = 0; count < atOnce; count += 1) start();
  while (running.size > 0) {
    const { index, result } = await Promise.race(running.values());
    running.delete(index);
    start();
    yield result;
  }
}
