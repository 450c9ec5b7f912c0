export { type Answer, type Graph, type Prepared, type RunOptions, readGraph } from './executor.ts';
export type { Misfit } from './projection.ts';
export type { Source, Subanswer, SubgraphError, Subrequest } from './subrequest.ts';
