export { allOblasts, allPlaces, findOblast } from './directory.adapter.ts';
export type { OblastNames, PlaceNames } from './place.ts';
export { findPlace, searchPlaces } from './places.adapter.ts';
