/** So many additions a report takes: whoever holds a token can fill no disk. */
export const MOST_ADDITIONS = 50;
