import type { ServiceError } from '@grpc/grpc-js';

/** All bytes of a rejection: message, details, trailers. */
export function errorBytes({ message, details, metadata }: ServiceError): Buffer {
  const trailers = Object.keys(metadata.getMap()).flatMap((name) => [name, ...metadata.get(name)]);
  return Buffer.concat([message, details, ...trailers].flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
}
