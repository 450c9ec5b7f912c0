import type { PageDefinition } from '../page.ts';
import { about } from './about/page.tsx';
import { act } from './act/page.tsx';
import { entry } from './books/entry.tsx';
import { postings } from './books/postings.tsx';
import { budgets } from './budgets/list.tsx';
import { budget } from './budgets/page.tsx';
import { figure } from './figure/page.tsx';
import { movement } from './movement/page.tsx';
import { offline } from './offline/page.tsx';
import { places } from './places/index.ts';
import { sheets } from './sheets/page.tsx';
import { signIn } from './sign-in/page.tsx';
import { signOut } from './sign-out/page.tsx';
import { sponsorships } from './sponsorships/list.tsx';
import { sponsorship } from './sponsorships/page.tsx';
import { entries } from './statements/entries.tsx';
import { bookFigure } from './statements/figure.tsx';
import { books } from './statements/page.tsx';
import { teamBooks } from './team-books/page.tsx';
import { threads } from './thread/entrance.tsx';
import { thread } from './thread/page.tsx';
import { compared } from './transfers/compared.tsx';
import { transfers } from './transfers/list.tsx';
import { transfer } from './transfers/page.tsx';
import { you } from './you/page.tsx';

/** All pages. */
export const pages: readonly PageDefinition[] = [
  movement,
  figure,
  sheets,
  books,
  postings,
  entries,
  bookFigure,
  budgets,
  budget,
  transfers,
  transfer,
  compared,
  teamBooks,
  sponsorships,
  sponsorship,
  entry,
  threads,
  thread,
  about,
  signIn,
  signOut,
  you,
  act,
  offline,
  ...places,
];
