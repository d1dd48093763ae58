import {
  FileDescriptorSet,
  MethodOptions_IdempotencyLevel,
  type DescriptorProto,
  type MethodDescriptorProto,
} from '@safe-community/contracts/google/protobuf/descriptor.ts';
import { descriptorSet } from '@safe-community/grpc-kit';

/** A method as the contracts declare it. */
interface Declared {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  /** Full name of its request: ".safecommunity.incidents.v1.ReportIncidentRequest" */
  readonly request: string;
  /** Its answer is for those entitled; that of a write is for anyone who may write, and is kept. */
  readonly isRead: boolean;
  readonly streamsRequests: boolean;
  readonly streamsAnswers: boolean;
}

export interface Contract {
  /** Every method of ours as it is today: one that is added is among them by itself. */
  readonly methods: readonly Declared[];
  /** By full names. */
  readonly messages: ReadonlyMap<string, DescriptorProto>;
}

const OURS = 'safecommunity.';

export function readContract(): Contract {
  const files = FileDescriptorSet.decode(descriptorSet()).file;
  const messages = files.flatMap(({ package: of = '', messageType }) => named(`.${of}`, messageType));
  const ours = files.filter(({ package: of = '' }) => of.startsWith(OURS));
  const methods = ours.flatMap(({ package: of = '', service }) =>
    service.flatMap(({ name = '', method }) => method.map((each) => declared(`/${of}.${name}`, each))),
  );
  return { methods, messages: new Map(messages) };
}

function named(of: string, messages: readonly DescriptorProto[]): [string, DescriptorProto][] {
  return messages.flatMap((message) => {
    const name = `${of}.${message.name ?? ''}`;
    return [[name, message] as [string, DescriptorProto], ...named(name, message.nestedType)];
  });
}

function declared(service: string, method: MethodDescriptorProto): Declared {
  return {
    path: `${service}/${method.name ?? ''}`,
    request: method.inputType ?? '',
    isRead: method.options?.idempotencyLevel === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS,
    streamsRequests: method.clientStreaming === true,
    streamsAnswers: method.serverStreaming === true,
  };
}
