import { parentPort } from 'node:worker_threads';
import { hashBundle } from './hash-bundle.ts';

// Bundles come in order and go back in order, each with what was asked before it.
parentPort?.on('message', (bundle: Uint8Array) => parentPort?.postMessage(hashBundle(bundle)));
