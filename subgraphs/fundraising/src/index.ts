export { fundraising } from './definition.ts';
