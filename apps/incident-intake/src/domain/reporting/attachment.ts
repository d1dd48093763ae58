/** A picture, sound or document that lies elsewhere. */
export interface Attachment {
  readonly uri: string;
  /** SHA-256 of its content. */
  readonly sha256: Uint8Array;
  readonly mediaType: string;
  /** 0 when not known. */
  readonly sizeBytes: bigint;
}
