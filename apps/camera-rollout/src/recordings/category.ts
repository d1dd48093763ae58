import { checkDay, checkName, checkSource, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** What recordings of a category show, as it holds from a day on. */
export interface Category {
  /** "traffic_stop" */
  readonly code: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly validFrom: Day;
  /** From that day it can no longer be given. */
  readonly retired: boolean;
  readonly source: string;
  /** Whether a person has compared it with the source. */
  readonly confirmed: boolean;
}

const CODE = /^[a-z][a-z0-9_]{1,39}$/;
const CODE_RULE = 'must be 2 to 40 of a–z, 0–9 and "_", a letter first';

export function checkCategoryCode(code: string, field: string): Violation[] {
  return unless(CODE.test(code), field, CODE_RULE);
}

/** The violations of a category, by its field. */
export function checkCategory({ code, nameUk, nameEn, validFrom, source }: Category): Violation[] {
  return [
    ...checkCategoryCode(code, 'code'),
    ...checkName(nameUk, 'name_uk'),
    ...checkName(nameEn, 'name_en'),
    ...checkDay(validFrom, 'valid_from'),
    ...checkSource(source, 'source'),
  ];
}

const FIRST_SOURCE =
  'Categories in use elsewhere (Axon Evidence; guidance of the College of Policing); the national list was not found';

function first(code: string, nameUk: string, nameEn: string): Category {
  return { code, nameUk, nameEn, validFrom: '2021-01-01', retired: false, source: FIRST_SOURCE, confirmed: false };
}

/** Until a person records the list of the ministry. */
export const FIRST_CATEGORIES: readonly Category[] = [
  first('traffic_stop', 'зупинка транспортного засобу', 'traffic stop'),
  first('identity_check', 'перевірка документів', 'identity check'),
  first('search', 'поверхнева перевірка або огляд', 'stop and search'),
  first('use_of_force', 'застосування сили або спеціальних засобів', 'use of force'),
  first('detention', 'затримання', 'detention'),
  first('road_crash', 'дорожньо-транспортна пригода', 'road crash'),
  first('domestic_violence', 'домашнє насильство', 'domestic violence'),
  first('public_order', 'громадський порядок', 'public order'),
  first('evidence', 'доказ у провадженні', 'evidence in proceedings'),
  first('no_incident', 'без події', 'no incident'),
  first('training', 'навчання або перевірка камери', 'training or camera test'),
];
