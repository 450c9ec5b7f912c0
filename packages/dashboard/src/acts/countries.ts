const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Codes that have names and are no countries of ISO 3166-1: unions, old countries, private and test codes. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(
  'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO RH SU TA TP UK UN VD WK XA XB XK YD YU ZR ZZ'.split(
    ' ',
  ),
);

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The codes of ISO 3166-1 alpha-2, as far as the runtime has names for them. */
export const countries: readonly string[] = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => !NO_COUNTRIES.has(code) && names.of(code) !== undefined,
);
