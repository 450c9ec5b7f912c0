export { type QueryLimits, queryLimits } from './query-limits.ts';
