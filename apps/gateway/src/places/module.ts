export { allOblasts, allPlaces, findOblast } from './directory.adapter.ts';
export { lookUpPlaces, placesMeant } from './guesses.adapter.ts';
export type { FoundPlace, OblastNames, PlaceNames } from './place.ts';
export {
  bordersSource,
  findAnyPlace,
  findPlace,
  isInCrimea,
  namesCrimea,
  namesPlaceInCrimea,
  neighbours,
  placeAt,
  readPlaces,
  searchPlaces,
  whyNowhere,
} from './places.adapter.ts';
export { PLACE_FIELD_TEXTS } from './place-field.texts.ts';
export { hromadaName, longPlaceName, placeName, settlementName } from './places.texts.ts';
export { readPoint, writePoint, type Point } from './point.ts';
export { containsName, unitNamed } from './wider-units.ts';
