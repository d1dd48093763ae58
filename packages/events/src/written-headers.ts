import { errors, type MsgHdrs } from '@nats-io/transport-node';

/** Would end a header and begin another one. */
const LINE_END = /[\r\n]/;

/**
 * Headers in their wire format. The client's own headers compare each added name with all before it, in MIME spelling,
 * and are encoded when they are sent; `encode` is all that the client calls then. Throws the client's
 * InvalidArgumentError for a value of two lines.
 */
export function writtenHeaders(values: Readonly<Record<string, string>>): MsgHdrs {
  let text = 'NATS/1.0\r\n';
  for (const [name, value] of Object.entries(values)) {
    if (LINE_END.test(value)) throw errors.InvalidArgumentError.format('header', `${name} has two lines`);
    text += `${name}: ${value.trim()}\r\n`;
  }
  const bytes = Buffer.from(`${text}\r\n`);
  return { encode: () => bytes } as unknown as MsgHdrs;
}
