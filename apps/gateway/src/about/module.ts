import { aboutPage } from './about.page.ts';
import { contactPage } from './contact.page.ts';
import type { ReadKept } from './kept.ts';
import type { Installed } from './owner.ts';
import { privacyPage } from './privacy.page.ts';

export { keptReader } from './kept.client.ts';
export type { KeptCategory, ReadKept } from './kept.ts';
export { NOBODY, type Owner } from './owner.ts';

/** Who runs this site, what it keeps, and whom to ask. */
export const aboutPages = (installed: Installed, readKept: ReadKept) => [
  aboutPage(installed),
  privacyPage(installed, readKept),
  contactPage(installed),
];
