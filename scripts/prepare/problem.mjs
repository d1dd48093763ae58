/** Something that the person who typed the command can mend; the message says what and how. */
export class Problem extends Error {}
