/**
 * Type of a hromada by its centre: a village, a settlement, or a city; or a city with special status (Kyiv,
 * Sevastopol).
 */
export type HromadaKind = 'rural' | 'settlement' | 'urban' | 'special-city';

/** Of which day a population is, and who published it. */
interface PopulationSource {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly publisher: string;
}

/** A territorial community, or a city with special status in place of one. */
export interface Hromada {
  /** KATOTTG code. */
  readonly code: string;
  /** Ukrainian name without the word «громада», such as «Вінницька»; of a special city its name, «Київ». */
  readonly name: string;
  readonly kind: HromadaKind;
  /** Ukrainian name of the administrative centre. */
  readonly centre: string;
  readonly oblastCode: string;
  readonly oblastName: string;
  /** A special city has no raion: this is the city itself, as the codifier writes it for the districts of the city. */
  readonly raionCode: string;
  readonly raionName: string;
  /** Above 0. */
  readonly population: number;
  readonly populationSource: PopulationSource;
  /** Latitude of the hromada's point in the source, WGS 84. */
  readonly latitude: number;
  /** Longitude, WGS 84. */
  readonly longitude: number;
}
