/** A file as a form sends it. */
export interface SentFile {
  /** As the sender calls it: shown, and believed in nothing. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a form with files sent: of a name that came twice the last counts. */
export interface SentForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, SentFile>>;
}

const PARTS_MAX = 100;
const HEAD_BYTES_MAX = 2_048;
const NAME_LENGTH_MAX = 100;
const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';

/**
 * Reads the body of a form that has files; undefined for what is none. A file that was not chosen is left out.
 *
 * @see RFC 7578, and for how names are written, the HTML Standard, section "Multipart form data"
 */
export function readMultipart(contentType: string, body: Buffer): SentForm | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;",]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`${LINE_END}--${boundary}`);
  // The first delimiter has no line before it.
  const text = Buffer.concat([Buffer.from(LINE_END), body]);
  const fields = new Map<string, string>();
  const files = new Map<string, SentFile>();
  let at = text.indexOf(delimiter);
  for (let parts = 0; parts <= PARTS_MAX; parts += 1) {
    if (at < 0) return undefined;
    const begin = at + delimiter.length;
    if (text.toString('latin1', begin, begin + 2) === '--') {
      return { fields: Object.fromEntries(fields), files: Object.fromEntries(files) };
    }
    at = text.indexOf(delimiter, begin);
    const headEnd = text.indexOf(HEAD_END, begin);
    if (at < 0 || headEnd < 0 || headEnd > at || headEnd - begin > HEAD_BYTES_MAX) return undefined;
    const head = text.toString('utf8', begin, headEnd);
    const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
    const name = parameter(disposition, 'name');
    if (name === undefined) return undefined;
    const value = text.subarray(headEnd + HEAD_END.length, at);
    const fileName = parameter(disposition, 'filename');
    if (fileName === undefined) fields.set(name, value.toString('utf8'));
    else if (value.length > 0) files.set(name, { name: calledOf(fileName), bytes: value });
  }
  return undefined;
}

/** A parameter of a disposition, with the three signs that browsers escape in it. */
function parameter(disposition: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|[;\\s])${name}="([^"\\r\\n]*)"`, 'i').exec(disposition)?.[1];
  return value?.replace(/%(22|0d|0a)/gi, (sign) => decodeURIComponent(sign));
}

/** The name of a file without its folders and without signs that nobody can see. */
function calledOf(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(0, NAME_LENGTH_MAX) || 'file';
}
