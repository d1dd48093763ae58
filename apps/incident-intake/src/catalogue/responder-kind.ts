/** Who goes to the scene. */
export const RESPONDER_KINDS = ['police', 'rescue', 'ambulance', 'air_medical', 'gas', 'municipality'] as const;

export type ResponderKind = (typeof RESPONDER_KINDS)[number];
