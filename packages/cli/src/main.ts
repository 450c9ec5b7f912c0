import { run } from './run.ts';

// What a node writes is for its operator alone.
process.umask(0o077);

// Whoever reads our lines may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await run(process.argv);
// A command may have said already how it ended.
if (code !== 0) process.exitCode = code;
