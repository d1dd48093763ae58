/** A patrol unit, as the officer registry told. */
export interface PatrolUnit {
  readonly code: string;
  /** KATOTTG code of the oblast or city with special status. */
  readonly oblastCode: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly demonstration: boolean;
}
