/** A text that people read. */
export interface Wording {
  readonly uk: string;
  readonly en: string;
}
