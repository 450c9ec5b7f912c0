export { answer, attempt, ENTRY_LINES, type Line } from './refusal-lines.test-helper.ts';
export { compare, sequences } from './sequences.test-helper.ts';
