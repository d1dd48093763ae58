/** From here on a fault lasts long enough for what takes its time; the tests that run with every change are shorter. */
export const LONG_SECONDS = 5;
