/** What a posting says that it is about, in codes. */
export interface About {
  readonly purpose?: string;
  readonly project?: string;
  /** ISO 3166-1 alpha-2: where the money is spent. */
  readonly spentIn?: string;
  /** ISO 3166-1 alpha-2: where that was decided. */
  readonly decidedIn?: string;
  /** Of expenses only. */
  readonly costClass?: 'PROGRAMME' | 'STAFF' | 'OVERSIGHT' | 'SENIOR_MANAGEMENT';
}

const CODE = /^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/;
const COUNTRY = /^[A-Z]{2}$/;

/** By what name files of nodes have each, and in which form; ids of another node's teams, awards and payees mean nothing here. */
const NAMES: readonly (readonly [keyof About, name: string, form: RegExp])[] = [
  ['purpose', 'purpose', CODE],
  ['project', 'project', CODE],
  ['spentIn', 'spent_in', COUNTRY],
  ['decidedIn', 'decided_in', COUNTRY],
  ['costClass', 'cost_class', /^(PROGRAMME|STAFF|OVERSIGHT|SENIOR_MANAGEMENT)$/],
];

/** The first line of a file of books that a node has written: its tags are codes, and nothing that people wrote. */
export function isOfNode(line: string): boolean {
  return /^; The books of [a-z0-9-]+ at position \d+ of its journal\./.test(line);
}

/** What is known of it by these names; undefined where nothing is. What has another form is left out. */
export function aboutOf(textOf: (name: string) => string | undefined): About | undefined {
  const known = NAMES.flatMap(([key, name, form]) => {
    const value = textOf(name);
    return value !== undefined && form.test(value) ? [[key, value] as const] : [];
  });
  return known.length === 0 ? undefined : (Object.fromEntries(known) as About);
}

/** The same of tags in a comment: `fund:general, purpose:education`. */
export function aboutInTags(comment: string): About | undefined {
  const tags = new Map(
    comment.split(',').map((tag) => {
      const [name = '', ...value] = tag.trim().split(':');
      return [name, value.join(':').trim()];
    }),
  );
  return aboutOf((name) => tags.get(name));
}
