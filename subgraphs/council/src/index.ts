export { council } from './definition.ts';
export { monitorOf } from './logs/resolvers.ts';
