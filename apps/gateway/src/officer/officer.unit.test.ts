import { expect, test } from 'vitest';
import { officerSection } from './officer.page.ts';
import { OFFICER_TEXTS } from './officer.texts.ts';

const NOBODY = { profile: undefined, role: undefined, stationPhone: '', isDemonstration: false };

test.each(['uk', 'en'] as const)(
  'says in %s that parts of the hromada have officers of their own',
  async (language) => {
    const { finerBeats } = OFFICER_TEXTS[language];
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: true }, language))).toContain(finerBeats);
    expect(String(await officerSection({ ...NOBODY, hasFinerBeats: false }, language))).not.toContain(finerBeats);
  },
);
