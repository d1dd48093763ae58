/** A protobuf field with up to 16 KiB of bytes, for messages that no encoder would write. */
export function field(number: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of((number << 3) | 2, (value.length & 0x7f) | 0x80, value.length >> 7), value]);
}
