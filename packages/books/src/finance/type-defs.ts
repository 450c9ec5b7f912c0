import { sdl } from '@hubgraph/node';

/** The types in which nodes state their figures, for every subgraph that shows or reads them. */
export const financeTypeDefs: string = sdl(import.meta.dirname);
