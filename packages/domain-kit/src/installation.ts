/**
 * What an installation of the system is: a demonstration, whose people, cameras, and incidents are invented, or real. It
 * is decided when a database is first migrated, and never changes.
 */
export const INSTALLATIONS = ['demonstration', 'real'] as const;

export type Installation = (typeof INSTALLATIONS)[number];

/** What pages and the terminal say of a demonstration, once. */
export const DEMONSTRATION_NOTE = {
  uk: 'Демонстрація: люди, камери та події вигадані. Справжні лише офіційні показники з джерелами.',
  en: 'Demonstration: people, cameras, and incidents are invented. Only official figures with a source are real.',
};
