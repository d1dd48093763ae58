/** The producer ended its answer before all that was asked for. Of a class of its own, so that the log tells of it. */
export class LedgerIncomplete extends Error {
  override readonly name = 'LedgerIncomplete';
  readonly messageIsLoggable = true;
}
