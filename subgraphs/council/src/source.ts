import type { RequestContext, TextRef } from '@hubgraph/node';

/** Where figures come from, in words; in clear where they were recorded before such words were kept in the vault. */
export type Source = TextRef | string;

/** The words; null where they were erased. */
export function sourceText(source: Source, context: RequestContext): string | null | Promise<string | null> {
  return typeof source === 'string' ? source : context.text(source);
}
