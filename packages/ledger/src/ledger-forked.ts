/** The stream holds events that the ledger does not know: its database was restored, and positions were given again. */
export class LedgerForked extends Error {
  override readonly name = 'LedgerForked';
  readonly messageIsLoggable = true;

  constructor(producer: string) {
    super(`the stream of ${producer} holds events that its ledger does not know: begin another epoch`);
  }
}
