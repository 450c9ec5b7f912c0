export { hub } from './definition.ts';
