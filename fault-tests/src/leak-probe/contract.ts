import type { DescMessage, DescMethod } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { ourMethods } from '@safe-community/contracts/inventory';

/** A method as the contracts declare it. */
export interface Declared {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  readonly request: DescMessage;
  readonly response: DescMessage;
  /** The response of a read is for authorised callers; that of a write is for anyone who may write, and is stored. */
  readonly isRead: boolean;
  readonly streamsRequests: boolean;
  readonly streamsAnswers: boolean;
}

/** Every method of our contracts; new ones are included automatically. */
export function readContract(): Declared[] {
  return ourMethods().map(declared);
}

function declared({ parent, name, input, output, idempotency, methodKind }: DescMethod): Declared {
  return {
    path: `/${parent.typeName}/${name}`,
    request: input,
    response: output,
    isRead: idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS,
    streamsRequests: methodKind === 'client_streaming' || methodKind === 'bidi_streaming',
    streamsAnswers: methodKind === 'server_streaming' || methodKind === 'bidi_streaming',
  };
}
