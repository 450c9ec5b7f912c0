import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether processes can be kept to one processor each here: the measured one to 0, all others to 1. */
export const CAN_PIN =
  process.platform === 'linux' && availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

/** Keeps all threads of a process to one processor, where that is possible. */
export function pin(pid: number | undefined, processor: number): void {
  if (CAN_PIN && pid !== undefined) spawnSync('taskset', ['-a', '-c', '-p', `${processor}`, `${pid}`]);
}
