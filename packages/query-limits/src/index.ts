export { type CostCheck, type CostLimit, costCheck } from './cost.ts';
export { limitCodeOf, type QueryLimits, queryLimits } from './query-limits.ts';
