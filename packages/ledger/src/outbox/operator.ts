/** Who decides something that stays on record: the calling system and the person there. */
export interface Operator {
  readonly caller: string;
  readonly actingUser: string;
}
