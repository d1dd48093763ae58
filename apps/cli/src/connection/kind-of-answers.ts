import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { DEMONSTRATION_NOTE } from '@safe-community/domain-kit/plain';
import { say } from '../terminal/language.ts';

/** Which kinds of installation the answers of this run are from. */
export class KindOfAnswers {
  #isDemonstration = false;

  note(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null || !('installation' in answer)) return;
    if (answer.installation === InstallationKind.DEMONSTRATION) this.#isDemonstration = true;
  }

  /** Said once, beside the output: what programs read has it in the answer. */
  get banner(): string | undefined {
    if (!this.#isDemonstration) return undefined;
    return say(DEMONSTRATION_NOTE);
  }
}
