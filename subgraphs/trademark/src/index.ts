export { trademark } from './definition.ts';
