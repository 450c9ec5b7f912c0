import type { PageDefinition } from '../page.ts';
import { about } from './about/page.tsx';
import { movement } from './movement/page.tsx';

/** All pages. */
export const pages: readonly PageDefinition[] = [movement, about];
