/** A problem with a certificate, a key, or an authority. Names the file and the rule, never the content. */
export class TlsError extends Error {
  override readonly name = 'TlsError';
  readonly messageIsLoggable = true;
  readonly file: string;

  constructor(file: string, rule: string, cause?: unknown) {
    super(`${file} ${rule}`, { cause });
    this.file = file;
  }
}
