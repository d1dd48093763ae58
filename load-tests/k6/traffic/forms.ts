import { sleep } from 'k6';
import exec from 'k6/execution';
import { KINDS } from './kinds.ts';
import { countAnswer, getPage, sendForm, type Answer } from './pages.ts';
import { placeOf } from './places.ts';
import { seeded } from './seeded.ts';
import { SEED } from './settings.ts';

/** What people report by the web. */
const BY_WEB = KINDS.filter(({ channels }) => channels.includes('WEB'));
const TAGS = { web: 'sent', page: 'report' };
/** The gateway takes a form that was filled in faster for that of a program. */
const MIN_SECONDS = 3.2;
/** Steps of the form, with a choice or reports near by among them. */
const MAX_STEPS = 6;

/** Fills in the form of a report, step by step, and sends it. */
export async function reportByForm(): Promise<void> {
  const random = seeded(SEED, exec.scenario.iterationInTest);
  const kind = random.pick(BY_WEB);
  const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    category: { category: kind.category.toLowerCase() },
    place: { q: placeOf(random) },
    details: { [`a-${kind.attribute}`]: random.pick(kind.values), description: random.pick(kind.words), website: '' },
  };
  let page = await getPage('/report', { web: 'pages', page: 'report' });
  for (let left = MAX_STEPS; left > 0 && page.status === 200 && !isSent(page); left -= 1) {
    const step = hiddenOf(page, 'step');
    if (step === 'details') sleep(MIN_SECONDS);
    page = await sendForm('/report', { ...answers[step], form: hiddenOf(page, 'form'), step }, TAGS);
  }
  countAnswer(isSent(page), page, TAGS);
}

/** The page with the tracking token. */
function isSent({ text }: Answer): boolean {
  return text.includes('id="token"');
}

/** The last hidden field of this name: the form of the language comes before that of the step. */
function hiddenOf({ text }: Answer, name: string): string {
  const found = text.split(`name="${name}" value="`);
  return (found[found.length - 1] ?? '').split('"')[0] ?? '';
}
