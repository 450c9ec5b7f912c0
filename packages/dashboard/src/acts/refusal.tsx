import { T } from '../components/words.tsx';
import { hasMessage } from '../i18n/catalogue.ts';

/** Why something is refused: in the reader's language where there are words for the code, else in those of the node. */
export function Refusal({ code, message }: { readonly code: string; readonly message: string | null }) {
  const key = `refusal.${code}`;
  return (
    <p className="refusal">
      {hasMessage(key) ? (
        <T id={key} />
      ) : (
        <span lang="en" dir="ltr">
          {message ?? code}
        </span>
      )}
    </p>
  );
}
