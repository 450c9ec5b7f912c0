import type { Recorded } from '@hubgraph/journal';
import type { Instant } from '@hubgraph/kernel';
import type { TextRef } from '../texts.ts';

/** What a file is written from: the journal up to a position, and the vault where the file shows texts. */
export interface ExportSource {
  /** The node's slug. */
  readonly node: string;
  /** The position that the file is of. */
  readonly seq: number;
  /** Every event up to the position, in the order in which events became visible. */
  facts(): AsyncIterable<Recorded>;
  /** Reads a text from the vault; null where it was erased. */
  text(ref: TextRef): Promise<string | null>;
}

/**
 * A file that anybody may take. What it says follows from the journal up to a position alone, so that it is the same
 * bytes each time that it is made: no clock, no address of the node, no order of a map that could differ. A file whose
 * form changes gets another name, since the old one was promised for ever.
 */
export interface ExportDefinition {
  /** As `postings.csv`: small letters, digits, hyphens and dots. */
  readonly file: string;
  readonly contentType: string;
  /** A sentence for the index. */
  readonly about: string;
  /** The file beside it that says what its columns or fields are. */
  readonly dictionary?: string;
  /** True where it shows texts of the vault: it changes when one of them is erased, and only then. */
  readonly hasTexts: boolean;
  /** Writes the file piece by piece; memory must not grow with the number of rows. */
  write(source: ExportSource): AsyncIterable<string>;
}

/** A file that was made. */
export interface MadeExport {
  readonly file: string;
  readonly seq: number;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, in 64 hexadecimal digits. */
  readonly sha256: string;
  readonly madeAt: Instant;
}
