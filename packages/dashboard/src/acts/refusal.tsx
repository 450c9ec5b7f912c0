import { T } from '../components/words.tsx';
import { isTranslated } from '../i18n/catalogue.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { useVisit } from '../visit.tsx';

/** Codes whose own words mean nothing to somebody at a form. */
const SAID_BETTER: ReadonlySet<string> = new Set(['idempotency-key-was-used']);

/** Why something is refused: in the reader's language where there are words for the code, then in the node's own words. */
export function Refusal({ code, message }: { readonly code: string; readonly message: string | null }) {
  const { locale } = useVisit();
  const key = `refusal.${code}`;
  const hasOwnWords = (locale !== SOURCE_LOCALE || SAID_BETTER.has(code)) && isTranslated(locale, key);
  return (
    <>
      {hasOwnWords && (
        <p className="refusal">
          <T id={key} />
        </p>
      )}
      <p className={hasOwnWords ? 'refusal soft' : 'refusal'} lang="en" dir="ltr">
        {message ?? code}
      </p>
    </>
  );
}
