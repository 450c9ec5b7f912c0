import { isRejection, parseId } from '@hubgraph/kernel';

/** The node where a thing was born, as its id says; the id itself where it says nothing. */
export function homeOf(id: string): string {
  const parts = parseId(id);
  return isRejection(parts) ? id : parts.home;
}
