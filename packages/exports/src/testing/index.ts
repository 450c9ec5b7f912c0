export { balancesIn, stream, textOf, writePieces } from './files.ts';
export { grantFaults } from './grant-schema.ts';
export { iatiFaults } from './iati-rules.ts';
export { askBeancount, askHledger, beancountPython, hasProgram, missing, shortest, xmlFaults } from './programs.ts';
export { type Draw, drawFrom, randomBooks } from './random-books.ts';
