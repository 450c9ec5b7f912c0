import type { ReactNode } from 'react';
import { T } from './words.tsx';

/** What a notice is about; each has its own colour, sign and word, so that none rests on colour alone. */
export type NoticeKind = 'note' | 'done' | 'partial' | 'refused' | 'failed' | 'offline' | 'expired';

const URGENT: ReadonlySet<NoticeKind> = new Set(['refused', 'failed']);

/** A sentence on what is the matter, and one on what to do. */
export function Notice({
  kind,
  title,
  children,
  id,
}: {
  readonly kind: NoticeKind;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly id?: string;
}) {
  return (
    <div className={`notice notice-${kind}`} role={URGENT.has(kind) ? 'alert' : 'status'} id={id}>
      <p className="notice-title">
        <span className="notice-sign">
          <T id={`state.${kind}`} />
        </span>{' '}
        {title}
      </p>
      {children}
    </div>
  );
}

/** In the place of a list or table that has nothing in it: why, and what would change that. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="empty">{children}</div>;
}
