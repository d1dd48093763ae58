import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value, yesNo } from './wordings.ts';

export const ROAD_CRASH: CategoryPolicy = {
  category: 'road_crash',
  name: { uk: 'Дорожньо-транспортна пригода', en: 'Road crash' },
  defaultUrgency: 'high',
  emergencyNumber: '112',
  responders: ['police', 'ambulance'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('crash_kind', 'Вид пригоди', 'Kind of crash'),
      required: true,
      type: 'choice',
      values: [
        value('collision', 'Зіткнення', 'Collision'),
        value('pedestrian', 'Наїзд на пішохода', 'Pedestrian hit'),
        value('cyclist', 'Наїзд на велосипедиста', 'Cyclist hit'),
        value('rollover', 'Перекидання', 'Rollover'),
        value('obstacle', 'Наїзд на перешкоду', 'Obstacle hit'),
        OTHER,
        UNKNOWN,
      ],
    },
    {
      ...called('vehicles', 'Кількість транспортних засобів', 'Number of vehicles'),
      required: false,
      type: 'number',
      least: 0,
      most: 100,
    },
    yesNo('people_trapped', 'Є заблоковані люди', 'People are trapped'),
    yesNo('hazardous_cargo', 'Небезпечний вантаж', 'Hazardous cargo'),
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
