/** Keeps what nobody but its sender can read, and nobody decides by it (ADR 41): an entry for each page would say nothing. */
export const UNAUDITED: readonly string[] = ['safecommunity.incidents.v1.PublicFormService/KeepForm'];
