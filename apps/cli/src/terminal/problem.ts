/** Why a command cannot be carried out, in words for the person who typed it: printed without a stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 1: it failed; 2: it was asked for wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
