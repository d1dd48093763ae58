import type { ResponderKind } from '../responder-kind.ts';
import type { Urgency } from '../urgency.ts';
import type { Category } from './category.ts';
import type { Wording } from '../wording.ts';
import type { CategoryPolicy, ExpectedTimes } from './category-policy.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const EXPECTED: Readonly<Record<Urgency, ExpectedTimes>> = {
  immediate: { toTriage: 2 * MINUTE, toDispatch: 2 * MINUTE, toScene: 15 * MINUTE, toResolution: 24 * HOUR },
  high: { toTriage: 10 * MINUTE, toDispatch: 10 * MINUTE, toScene: HOUR, toResolution: 3 * 24 * HOUR },
  normal: { toTriage: 2 * HOUR, toDispatch: 8 * HOUR, toScene: 24 * HOUR, toResolution: 10 * 24 * HOUR },
  low: { toTriage: 24 * HOUR, toDispatch: 72 * HOUR, toScene: 10 * 24 * HOUR, toResolution: 30 * 24 * HOUR },
};

function policy(
  category: Category,
  name: Wording,
  defaultUrgency: Urgency,
  emergencyNumber: string,
  responders: readonly ResponderKind[],
): CategoryPolicy {
  return {
    category,
    name,
    defaultUrgency,
    emergencyNumber,
    responders,
    expected: EXPECTED,
    attributes: [],
    retentionDays: 1_095,
  };
}

/** The catalogue that holds where no configuration says otherwise. */
export const BUILT_IN: readonly CategoryPolicy[] = [
  policy('road_crash', { uk: 'Дорожньо-транспортна пригода', en: 'Road crash' }, 'high', '112', [
    'police',
    'ambulance',
  ]),
  policy('fire', { uk: 'Пожежа', en: 'Fire' }, 'immediate', '101', ['rescue', 'police']),
  policy('water', { uk: 'Подія на воді', en: 'Water' }, 'immediate', '101', ['rescue', 'ambulance']),
  policy('medical', { uk: 'Медична допомога', en: 'Medical' }, 'immediate', '103', ['ambulance']),
  policy('domestic_violence', { uk: 'Домашнє насильство', en: 'Domestic violence' }, 'immediate', '102', ['police']),
  policy('school_safety', { uk: 'Безпека в школі', en: 'School safety' }, 'high', '', ['police']),
  policy('public_order', { uk: 'Громадський порядок', en: 'Public order' }, 'high', '102', ['police']),
  policy('gas', { uk: 'Газ', en: 'Gas' }, 'immediate', '104', ['gas', 'rescue']),
  policy('infrastructure', { uk: 'Інфраструктура', en: 'Infrastructure' }, 'low', '', ['municipality']),
  policy('access_barrier', { uk: 'Перешкода для доступності', en: 'Access barrier' }, 'low', '', ['municipality']),
  policy('other', { uk: 'Інше', en: 'Other' }, 'normal', '', ['police']),
];
