import type { ServiceError } from '@grpc/grpc-js';

/** Everything that a caller is told who is refused: message, details, trailers. */
export function errorBytes({ message, details, metadata }: ServiceError): Buffer {
  const trailers = Object.keys(metadata.getMap()).flatMap((name) => [name, ...metadata.get(name)]);
  return Buffer.concat([message, details, ...trailers].flatMap((part) => [Buffer.from(part), Buffer.from('\n')]));
}
