import { KINDS, type Kind } from './kinds.ts';
import { placeOf } from './places.ts';
import { seeded, type Seeded } from './seeded.ts';
import { SEED } from './settings.ts';

/** An IncidentReport as JSON. */
export function reportOf(index: number): object {
  const random = seeded(SEED, index);
  const kind = kindOf(random);
  return {
    category: `INCIDENT_CATEGORY_${kind.category}`,
    channel: `REPORT_CHANNEL_${random.pick(kind.channels)}`,
    hromadaCode: placeOf(random),
    attributes: [{ name: kind.attribute, value: random.pick(kind.values) }],
    description: random.pick(kind.words),
    reporter: random.next() < 0.8 ? { fullName: 'Вигадана Особа', phone: phoneOf(random) } : undefined,
  };
}

function kindOf(random: Seeded): Kind {
  let left = random.next() * KINDS.reduce((sum, { share }) => sum + share, 0);
  const found = KINDS.find(({ share }) => (left -= share) < 0);
  if (found === undefined) throw new Error('there are no kinds of reports');
  return found;
}

/** A number range that is not assigned. */
function phoneOf(random: Seeded): string {
  return `+38000${String(Math.floor(random.next() * 10_000_000)).padStart(7, '0')}`;
}
