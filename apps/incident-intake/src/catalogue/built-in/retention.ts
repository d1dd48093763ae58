/**
 * How long personal data is kept after the end of an incident, days. No law sets a period for such a register:
 * these are choices, and the configuration may make others.
 */
export const RETENTION = {
  /** As long as people can go to court over what happened: three years (Civil Code, art. 257). */
  usual: 1_095,
  /** A further case in the same household must be recognized as a repetition even after years. */
  violence: 1_826,
  /** The treatment is documented by those who gave it; this is a copy of the call. */
  shortCopy: 365,
  /** Once the light is repaired, nobody needs to know after a year who reported it. */
  upkeep: 365,
} as const;
