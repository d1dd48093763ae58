/**
 * What an installation of the system is: a demonstration, whose people, cameras, and incidents are invented, or real. It
 * is decided when a database is first migrated, and never changes.
 */
export const INSTALLATIONS = ['demonstration', 'real'] as const;

export type Installation = (typeof INSTALLATIONS)[number];
