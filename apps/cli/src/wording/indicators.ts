import { FigureKind, Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { words } from './words.ts';

export const INDICATORS = words([
  [Indicator.DEATHS_ROAD, 'deaths_road', 'На дорогах', 'On roads'],
  [Indicator.DEATHS_FIRE, 'deaths_fire', 'На пожежах', 'In fires'],
  [Indicator.DEATHS_WATER, 'deaths_water', 'На воді', 'On water'],
  [Indicator.DEATHS_NOT_ITEMISED, 'deaths_not_itemised', 'Не деталізовано', 'Not itemised'],
  [Indicator.DEATHS_TOTAL, 'deaths_total', 'Усього громадян', 'All citizens'],
  [Indicator.DEFENDERS_KILLED, 'defenders_killed', 'Захисники (окремо)', 'Defenders (apart)'],
  [Indicator.COMMUNITY_OFFICERS, 'community_officers', 'Поліцейські офіцери громад', 'Community officers'],
  [Indicator.HROMADAS_COVERED, 'hromadas_covered', 'Громади з офіцером', 'Hromadas with an officer'],
  [Indicator.HROMADAS, 'hromadas', 'Громади', 'Hromadas'],
  [Indicator.TRUST_PERCENT, 'trust_percent', 'Довіра до офіцерів громад, %', 'Trust in community officers, %'],
  [
    Indicator.CAMERA_COVERAGE_PERCENT,
    'camera_coverage_percent',
    'Патрульні з камерою, %',
    'Patrol police with a camera, %',
  ],
  [Indicator.FIRES, 'fires', 'Пожежі', 'Fires'],
  [Indicator.PEOPLE_RESCUED, 'people_rescued', 'Врятовано людей', 'People rescued'],
  [Indicator.TRUST_POLICE_PERCENT, 'trust_police_percent', 'Довіра до поліції, %', 'Trust in the police, %'],
  [
    Indicator.TRUST_PATROL_PERCENT,
    'trust_patrol_percent',
    'Довіра до патрульної поліції, %',
    'Trust in the Patrol Police, %',
  ],
  [Indicator.RESCUE_OFFICERS, 'rescue_officers', 'Офіцери-рятувальники громад', 'Rescue officers of hromadas'],
  [
    Indicator.HROMADAS_WITH_RESCUER,
    'hromadas_with_rescuer',
    'Громади з офіцером-рятувальником',
    'Hromadas with a rescue officer',
  ],
  [Indicator.BODY_CAMERAS, 'body_cameras', 'Нагрудні камери', 'Body cameras'],
]);

/** What kind of statement an official figure is. */
export const FIGURE_KINDS = words([
  [FigureKind.OBSERVED, 'observed', 'спостережений'],
  [FigureKind.TARGET, 'target', 'цільовий'],
]);

/** How exactly it was published. */
export const QUALIFIERS = words([
  [Qualifier.EXACT, 'exact', 'точно'],
  [Qualifier.MORE_THAN, 'more_than', 'понад', 'over'],
  [Qualifier.ABOUT, 'about', 'близько'],
  [Qualifier.PRELIMINARY, 'preliminary', 'попередньо'],
]);
