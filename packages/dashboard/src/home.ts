/** The node at which a thing was born, as its id says; a node's own slug is its home. */
export function homeOf(id: string): string {
  return id.split(':')[0] ?? id;
}
