import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The SDL of a concept: the file `schema.graphql` in its folder. */
export function sdl(folder: string): string {
  return readFileSync(join(folder, 'schema.graphql'), 'utf8');
}

/** SDL that every subgraph begins with: the federation features in use, and the value types that all of them share. */
export const commonTypeDefs: string = sdl(import.meta.dirname);
