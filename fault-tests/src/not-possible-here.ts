/** A fault that this machine does not allow: the row neither held nor broke, and states the reason. */
export class NotPossibleHere extends Error {
  override readonly name = 'NotPossibleHere';
}
