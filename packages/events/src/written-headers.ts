import { errors, type MsgHdrs } from '@nats-io/transport-node';

/** What would end a header, and begin another one. */
const LINE_END = /[\r\n]/;

/**
 * Headers as they go over the wire. Those of the client compare each that is added with all before it, in the spelling of
 * MIME, and are written when they are sent; all that it asks of them then is this. Throws its InvalidArgumentError for a
 * value of two lines.
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
