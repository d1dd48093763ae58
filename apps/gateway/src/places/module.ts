export type { PlaceNames } from './place.ts';
export { findPlace, searchPlaces } from './places.adapter.ts';
