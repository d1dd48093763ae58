/** Apart from the rest: whoever needs no search does not load it. */
export { similarPlaces, type SimilarPlace } from './similar-places.ts';
export { soundOf } from './sound.ts';
export type { FormerName } from './former-names.ts';
