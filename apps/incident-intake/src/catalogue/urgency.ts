/** How fast an incident must be dealt with, the most urgent first. */
export const URGENCIES = ['immediate', 'high', 'normal', 'low'] as const;

export type Urgency = (typeof URGENCIES)[number];
