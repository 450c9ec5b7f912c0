import { sdl } from '@hubgraph/node';

/** The types in which nodes state their books of transfers, for every subgraph that shows or reads them. */
export const reconciliationTypeDefs: string = sdl(import.meta.dirname);
