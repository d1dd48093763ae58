import type { CategoryPolicy } from '../category-policy.ts';
import { OF_UPKEEP } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, value } from './wordings.ts';

export const INFRASTRUCTURE: CategoryPolicy = {
  category: 'infrastructure',
  name: { uk: 'Інфраструктура', en: 'Infrastructure' },
  defaultUrgency: 'low',
  emergencyNumber: '',
  responders: ['municipality'],
  expected: OF_UPKEEP,
  attributes: [
    {
      ...called('infrastructure_kind', 'Що не так', 'What is wrong'),
      required: true,
      type: 'choice',
      values: [
        value('street_light', 'Вуличне освітлення', 'Street light'),
        value('road_pit', 'Яма на дорозі', 'Pothole'),
        value('road_sign', 'Дорожній знак', 'Road sign'),
        value('traffic_light', 'Світлофор', 'Traffic light'),
        value('open_manhole', 'Відкритий люк', 'Open manhole'),
        value('fallen_tree', 'Повалене дерево', 'Fallen tree'),
        value('waste', 'Сміття або звалище', 'Waste'),
        value('stray_animals', 'Безпритульні тварини', 'Stray animals'),
        OTHER,
      ],
    },
    {
      ...called('object_code', 'Номер об’єкта, наприклад опори', 'Number of the object, as of a lamp post'),
      required: false,
      type: 'code',
    },
  ],
  retentionDays: RETENTION.upkeep,
  published: true,
};
