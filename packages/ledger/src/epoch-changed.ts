/**
 * The producer's database was restored, and some of what was applied here is lost there: its positions say nothing
 * about ours, and nothing of it is applied until the effects are rebuilt from what it knows.
 */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
  readonly messageIsLoggable = true;

  constructor(producer: string, position: bigint, met: string) {
    super(`the ledger of ${producer} has epoch ${met} and another event at ${position}: rebuild before going on`);
  }
}
