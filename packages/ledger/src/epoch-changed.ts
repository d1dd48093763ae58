/**
 * The producer's ledger began a new life: its positions say nothing about ours, and nothing
 * of it is applied until somebody has compared the two and set the checkpoint.
 */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
  readonly messageIsLoggable = true;

  constructor(producer: string, known: string, met: string) {
    super(`the ledger of ${producer} has epoch ${met}, the checkpoint has ${known}: reconcile before going on`);
  }
}
