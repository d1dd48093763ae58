import { say, type Text } from './language.ts';

/** A failure with a message for the user: printed without a stack trace. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 1: failure; 2: usage error. */
  readonly exitCode: 1 | 2;

  constructor(message: Text, exitCode: 1 | 2 = 1) {
    super(say(message));
    this.exitCode = exitCode;
  }
}
