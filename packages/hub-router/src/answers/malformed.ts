/** Thrown within the router where an answer does not fit what was asked; never leaves it. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
