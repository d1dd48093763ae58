/**
 * How long personal data is kept after the end of an incident, days. No law sets a period for such a register:
 * these are choices, and the configuration may make others.
 */
export const RETENTION = {
  /** As long as one can go to court over what happened: three years (Civil Code, art. 257). */
  usual: 1_095,
  /** Another case of the same household after years must still be recognised as a repetition. */
  violence: 1_826,
  /** The treatment is documented by who treated; this is a copy of the call. */
  shortCopy: 365,
  /** The light shines again: who asked for it concerns nobody after a year. */
  upkeep: 365,
} as const;
