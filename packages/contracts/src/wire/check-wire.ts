import { isUtf8 } from 'node:buffer';
import type { DescField } from '@bufbuild/protobuf';
import { contracts } from '../inventory/index.ts';
import {
  BITS_32,
  BITS_64,
  BYTES,
  END_OF_GROUP,
  GROUP,
  shapeOf,
  VARINT,
  type Shape,
  type ShapedField,
} from './message-shape.ts';

/** A field on the way to another one, and which of its items. */
export interface Step {
  readonly field: DescField;
  /** 0 unless the field is a list. */
  readonly index: number;
}

/** A value that its type does not allow, in bytes that are a message. */
export interface Misfit {
  /** A text that is not UTF-8, or a timestamp of which a date would hold another time, or none. */
  readonly kind: 'text' | 'time';
  /** From the message to the text, or to the timestamp. */
  readonly way: readonly Step[];
}

/** The bytes are no message of the type. */
export class NotAMessageError extends Error {
  override readonly name = 'NotAMessageError';
}

/**
 * Checks bytes before generated code decodes them. That code stops at the end tag of a group, reads beyond the end of a
 * part, leaves out a field of another type, replaces what is not UTF-8, makes another time of impossible nanoseconds,
 * and a date that cannot be encoded of a time that is too far away.
 *
 * @param type full name: "safecommunity.incidents.v1.ReportIncidentRequest"
 * @throws {NotAMessageError} if the bytes are no message. Unknown fields are allowed.
 */
export function checkWire(type: string, bytes: Uint8Array): readonly Misfit[] {
  const message = contracts().getMessage(type);
  if (message === undefined) throw new Error(`the contracts have no message ${type}`);
  const wire = new Wire(bytes);
  wire.message(shapeOf(message), bytes.length);
  return wire.misfits;
}

/** As the reader of generated code allows. */
const MAX_GROUPS = 100;
const MAX_VARINT_BYTES = 10;
const MAX_TAG_BYTES = 5;
const MAX_TAG = 0xff_ff_ff_ff;
const MAX_NANOS = 999_999_999;
/** Far beyond what a Timestamp allows, and less than a date can hold. */
const MAX_SECONDS = 1e12;

class Wire {
  readonly misfits: { kind: Misfit['kind']; way: Step[] }[] = [];
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads one message, which ends exactly there. */
  message(shape: Shape, end: number): void {
    let counts: Map<DescField, number> | undefined;
    while (this.#at < end) {
      const tag = this.#tag(end);
      const known = shape.get(tag >>> 3);
      if (known === undefined) {
        this.#skip(tag, end, 0);
        continue;
      }
      const { field, partOfTime } = known;
      const before = this.misfits.length;
      let index = 0;
      if (field.fieldKind === 'list') {
        counts ??= new Map();
        index = counts.get(field) ?? 0;
        counts.set(field, index + 1);
      }
      this.#field(known, tag & 7, end);
      // Those of its parts belong to the timestamp as a whole.
      if (this.misfits.length === before || partOfTime !== undefined) continue;
      for (const { way } of this.misfits.slice(before)) way.unshift({ field, index });
    }
  }

  #field({ field, type, isText, partOfTime, shape }: ShapedField, written: number, end: number): void {
    const isPacked = written === BYTES && type !== BYTES && field.fieldKind === 'list';
    if (written !== type && !isPacked) throw new NotAMessageError(`${field.name} is of another type`);
    if (partOfTime !== undefined) {
      if (!fitsTime(partOfTime, this.#varint(end))) this.misfits.push({ kind: 'time', way: [] });
      return;
    }
    if (written !== BYTES) return this.#skip(written, end, 0);
    const length = this.#varint(end);
    const [start, stop] = [this.#at, this.#at + length];
    if (stop > end) throw cutOff();
    if (shape !== undefined) return this.message(shape, stop);
    while (isPacked && this.#at < stop) this.#skip(type, stop, 0);
    this.#at = stop;
    if (isText && !isUtf8(this.#bytes.subarray(start, stop))) this.misfits.push({ kind: 'text', way: [] });
  }

  #skip(tag: number, end: number, groups: number): void {
    const type = tag & 7;
    if (type === VARINT) this.#varint(end);
    else if (type === BITS_64) this.#at += 8;
    else if (type === BITS_32) this.#at += 4;
    else if (type === BYTES) {
      const length = this.#varint(end);
      this.#at += length;
    } else if (type === GROUP) this.#skipGroup(tag >>> 3, end, groups + 1);
    else throw new NotAMessageError(type === END_OF_GROUP ? 'a group ends that did not begin' : 'an unknown wire type');
    if (this.#at > end) throw cutOff();
  }

  #skipGroup(number: number, end: number, groups: number): void {
    if (groups > MAX_GROUPS) throw new NotAMessageError('groups are nested too deep');
    for (;;) {
      const tag = this.#tag(end);
      if ((tag & 7) !== END_OF_GROUP) this.#skip(tag, end, groups);
      else if (tag >>> 3 === number) return;
      else throw new NotAMessageError('another group ends than the last one that began');
    }
  }

  #tag(end: number): number {
    const start = this.#at;
    const tag = this.#varint(end);
    if (tag > MAX_TAG || this.#at - start > MAX_TAG_BYTES || tag >>> 3 === 0)
      throw new NotAMessageError('no field has such a number');
    return tag;
  }

  /** Exact up to 2⁵³; beyond that, at least as large. */
  #varint(end: number): number {
    let value = 0;
    for (let read = 0; read < MAX_VARINT_BYTES; read += 1) {
      if (this.#at >= end) throw cutOff();
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      if (read === 0) value = byte & 0x7f;
      else value += (byte & 0x7f) * 2 ** (7 * read);
      if (byte < 0x80) return value;
    }
    throw new NotAMessageError('a number has more than ten bytes');
  }
}

/** @param value negative numbers as varints show them: their complement to 2⁶⁴. */
function fitsTime(part: 'seconds' | 'nanos', value: number): boolean {
  if (part === 'nanos') return value <= MAX_NANOS;
  return value <= MAX_SECONDS || value >= 2 ** 64 - MAX_SECONDS;
}

function cutOff(): NotAMessageError {
  return new NotAMessageError('a part ends too early');
}
