/** Minimum fault duration of the long form; the tests of every change use the short form. */
export const LONG_SECONDS = 5;
