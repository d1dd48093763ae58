/** A fault that this machine does not let us make: its row is neither held nor broken, and says why. */
export class NotPossibleHere extends Error {
  override readonly name = 'NotPossibleHere';
}
