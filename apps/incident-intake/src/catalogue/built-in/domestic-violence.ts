import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, UNKNOWN, value, yesNo } from './wordings.ts';

export const DOMESTIC_VIOLENCE: CategoryPolicy = {
  category: 'domestic_violence',
  name: { uk: 'Домашнє насильство', en: 'Domestic violence' },
  defaultUrgency: 'immediate',
  emergencyNumber: '102',
  responders: ['police'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      // The forms of law 2229-VIII, art. 1.
      ...called('violence_forms', 'Форми насильства', 'Forms of violence'),
      required: true,
      type: 'choices',
      values: [
        value('physical', 'Фізичне', 'Physical'),
        value('sexual', 'Сексуальне', 'Sexual'),
        value('psychological', 'Психологічне', 'Psychological'),
        value('economic', 'Економічне', 'Economic'),
        UNKNOWN,
      ],
    },
    yesNo('children_present', 'Присутні діти', 'Children are present'),
    yesNo('weapon', 'Є зброя', 'There is a weapon'),
  ],
  retentionDays: RETENTION.violence,
  published: false,
};
