/** An entry of its own: programs without a search do not load it. */
export { similarPlaces, type SimilarPlace } from './similar-places.ts';
export { soundOf } from './sound.ts';
export type { FormerName } from './former-names.ts';
