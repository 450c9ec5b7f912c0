import type { ReactNode } from 'react';
import { Amount, T } from '../../components/words.tsx';
import type { Money } from '../../i18n/format.ts';
import type { Sign } from './geometry.ts';
import { moneyOf } from './money.ts';
import type { Row } from './picture.tsx';
import type { Part } from './strand.ts';

/** One of the ways on which money goes apart. */
export interface Fork {
  readonly minor: bigint;
  readonly sign: Sign;
  readonly title: ReactNode;
  readonly body?: ReactNode;
}

/** More would not be told apart; the table has each. */
const FORKS_MAX = 8;

/** The stop at which money goes apart, with a stop for each way, the largest first, and the same as parts of the thread. */
export function forksOf(
  forks: readonly Fork[],
  rest: readonly Fork[],
  like: Money,
  { key = 'uses', title, body }: { readonly key?: string; readonly title: ReactNode; readonly body?: ReactNode },
): { readonly row: Row; readonly parts: readonly Part[] } {
  const sorted = [...forks].sort((one, other) => (one.minor < other.minor ? 1 : one.minor > other.minor ? -1 : 0));
  const cut = sorted.length > FORKS_MAX ? FORKS_MAX - 1 : FORKS_MAX;
  const further = sorted.slice(cut);
  const sum = further.reduce((all, { minor }) => all + minor, 0n);
  const together: readonly Fork[] =
    further.length === 0
      ? []
      : [
          {
            minor: sum,
            sign: further.some(({ sign }) => sign === 'pro-rata') ? 'pro-rata' : 'direct',
            title: (
              <T
                id="thread.usesFurther"
                count={further.length}
                amount={<Amount key="amount" of={moneyOf(sum, like)} />}
              />
            ),
            body: <Further />,
          },
        ];
  const shown = [...sorted.slice(0, cut), ...together, ...rest].filter(({ minor }) => minor > 0n);
  const keys = shown.map((_, index) => `${key}-${index + 1}`);
  return {
    row: {
      key,
      title,
      body: shown.length === 0 ? <Nothing /> : body,
      rows: shown.map((fork, index) => ({ key: keys[index] ?? '', title: fork.title, body: fork.body })),
    },
    parts: shown.map(({ minor, sign }, index) => ({ key: keys[index] ?? '', minor, sign })),
  };
}

function Further() {
  return (
    <p>
      <T
        id="thread.further"
        all={(parts) => (
          <a key="all" href="#amounts">
            {parts}
          </a>
        )}
      />
    </p>
  );
}

function Nothing() {
  return (
    <p>
      <T id="thread.whereToNone" />
    </p>
  );
}
