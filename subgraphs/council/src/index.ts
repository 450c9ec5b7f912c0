export { council } from './definition.ts';
