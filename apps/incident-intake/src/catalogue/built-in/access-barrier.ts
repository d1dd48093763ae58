import type { CategoryPolicy } from '../category-policy.ts';
import { OF_UPKEEP } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, value } from './wordings.ts';

export const ACCESS_BARRIER: CategoryPolicy = {
  category: 'access_barrier',
  name: { uk: 'Бар’єр', en: 'Access barrier' },
  defaultUrgency: 'low',
  emergencyNumber: '',
  responders: ['municipality'],
  expected: OF_UPKEEP,
  attributes: [
    {
      ...called('barrier_kind', 'Вид перешкоди', 'Kind of barrier'),
      required: true,
      type: 'choice',
      values: [
        value('ramp', 'Пандус', 'Ramp'),
        value('lift', 'Ліфт або підйомник', 'Lift'),
        value('entrance', 'Вхід', 'Entrance'),
        value('crossing', 'Перехід', 'Crossing'),
        value('transport', 'Транспорт', 'Transport'),
        value('website', 'Вебсайт', 'Website'),
        value('sign_language', 'Переклад жестовою мовою', 'Sign language'),
        OTHER,
      ],
    },
  ],
  // Longer than for upkeep: a person who was kept out may go to court over it.
  retentionDays: RETENTION.usual,
  published: true,
};
