import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
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
    return say({
      uk: 'Демонстрація: люди, камери та події вигадані. Справжні лише офіційні показники з джерелами.',
      en: 'Demonstration: people, cameras, and incidents are invented. Only official figures with a source are real.',
    });
  }
}
