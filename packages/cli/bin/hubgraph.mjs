#!/usr/bin/env node
import { join } from 'node:path';
import { runWithNode24 } from '../../../scripts/node24.mjs';

runWithNode24([join(import.meta.dirname, '../src/main.ts'), ...process.argv.slice(2)]);
