import type { ReactNode } from 'react';
import { addressOf, useVisit } from '../visit.tsx';

/** A link within the page, in the visitor's language. */
export function Link({
  to,
  query,
  className,
  label,
  isCurrent,
  children,
}: {
  readonly to: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly className?: string;
  /** For those who do not see it, where the visible text alone does not tell where it leads; it begins with that text. */
  readonly label?: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
}) {
  const visit = useVisit();
  return (
    <a
      href={addressOf(visit, to, query)}
      className={className}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {children}
    </a>
  );
}
