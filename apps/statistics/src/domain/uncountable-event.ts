/** An event that says too little, or what cannot be, to be counted. The message names the field, never a value. */
export class UncountableEvent extends Error {
  override readonly name = 'UncountableEvent';
  readonly messageIsLoggable = true;
}
