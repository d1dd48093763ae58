/** Kinds of incidents with the attributes that the catalogue requires. */
export interface Kind {
  readonly category: string;
  readonly channels: readonly string[];
  readonly attribute: string;
  readonly values: readonly string[];
  readonly words: readonly string[];
  /** Per thousand reports. */
  readonly share: number;
}

/** Invented texts and shares: their size and mix matter, not whether they are realistic. */
export const KINDS: readonly Kind[] = [
  {
    category: 'PUBLIC_ORDER',
    channels: ['PHONE_102', 'PHONE_112', 'WEB'],
    attribute: 'order_kind',
    values: ['disturbance', 'theft', 'vandalism', 'assault'],
    words: ['Біля магазину група людей шумить і бʼє пляшки, просять приїхати наряд.', 'З двору зник велосипед.'],
    share: 370,
  },
  {
    category: 'MEDICAL',
    channels: ['PHONE_103', 'PHONE_112'],
    attribute: 'medical_kind',
    values: ['cardiac', 'trauma', 'breathing', 'unconscious'],
    words: ['Літня людина впала на сходах, скаржиться на біль у нозі.', 'Стало зле в автобусі.'],
    share: 200,
  },
  {
    category: 'ROAD_CRASH',
    channels: ['PHONE_112', 'PHONE_102'],
    attribute: 'crash_kind',
    values: ['collision', 'pedestrian', 'cyclist'],
    words: ['Зіткнулися дві машини на виїзді з села, рух ускладнений.'],
    share: 120,
  },
  {
    category: 'INFRASTRUCTURE',
    channels: ['WEB', 'COMMUNITY_HEAD'],
    attribute: 'infrastructure_kind',
    values: ['street_light', 'road_pit', 'traffic_light'],
    words: ['Не світить ліхтар біля зупинки.', 'Яма на всю смугу після повороту.'],
    share: 110,
  },
  {
    category: 'DOMESTIC_VIOLENCE',
    channels: ['PHONE_102', 'OFFICER'],
    attribute: 'violence_forms',
    values: ['physical', 'psychological', 'physical,psychological'],
    words: ['Сусіди чують крики за стіною, просять перевірити.'],
    share: 120,
  },
  {
    category: 'FIRE',
    channels: ['PHONE_101', 'PHONE_112'],
    attribute: 'fire_object',
    values: ['forest_or_field', 'dwelling', 'vehicle'],
    words: ['Горить суха трава за городами, вогонь іде до хат.'],
    share: 50,
  },
  {
    category: 'GAS',
    channels: ['PHONE_104'],
    attribute: 'gas_kind',
    values: ['smell', 'leak'],
    words: ['У підʼїзді сильно пахне газом.'],
    share: 30,
  },
];
