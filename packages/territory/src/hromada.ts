/** What a hromada's centre is: a village, a settlement or a city; or a city with special status (Kyiv, Sevastopol). */
export type HromadaKind = 'rural' | 'settlement' | 'urban' | 'special-city';

/** A territorial community, or a city with special status, which takes a hromada's place. */
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
  /** A special city has no raion: here stands the city itself, as the codifier writes it for the city's districts. */
  readonly raionCode: string;
  readonly raionName: string;
  /** People, as of 1 January 2022 (of Sevastopol: census of 2001), above 0. */
  readonly population: number;
  /** Degrees north, WGS 84, of the hromada's point in the source. */
  readonly latitude: number;
  /** Degrees east, WGS 84. */
  readonly longitude: number;
}
