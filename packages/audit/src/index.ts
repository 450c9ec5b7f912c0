export type { DiscrepancyCode, Finding } from './finding.ts';
export { get, HttpSource, NodeSource } from './http-source.ts';
export { shownBooks } from './node-books.ts';
export { SeenFile } from './seen.ts';
export { ANSWER_BYTES_MAX, bytesMaxOf, type LogSource } from './source.ts';
export { type Outcome, type Verdict, type VerifyOptions, verifyLog } from './verify.ts';
