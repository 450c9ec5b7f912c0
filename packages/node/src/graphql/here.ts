import { type Rejection, reject } from '@hubgraph/kernel';
import type { RequestContext } from '../context.ts';

/** Refuses what names another hub than this one; nodes that are no hub are not named. */
export function notHere(
  hub: string | undefined,
  { node }: Pick<RequestContext, 'node'>,
): Rejection<'id-is-of-another-hub'> | undefined {
  if (hub === undefined || hub === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is ${node.config.id}, not ${hub.slice(0, 40)}.`);
}
