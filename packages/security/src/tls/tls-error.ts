/** What is wrong with a certificate, a key or an authority; names the file and the rule, never what is in it. */
export class TlsError extends Error {
  override readonly name = 'TlsError';
  readonly messageIsLoggable = true;
  readonly file: string;

  constructor(file: string, rule: string, cause?: unknown) {
    super(`${file} ${rule}`, { cause });
    this.file = file;
  }
}
