import {
  FileDescriptorSet,
  type ServiceDescriptorProto,
} from '@safe-community/contracts/google/protobuf/descriptor.ts';
import { descriptorSet, scopeOf } from '@safe-community/grpc-kit';

export interface Method {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  /** What its declaration demands. */
  readonly scope: string;
}

/** Every method of the contracts as they are today: one that is added is among them by itself. */
export function everyMethod(): Method[] {
  const files = FileDescriptorSet.decode(descriptorSet()).file;
  return files.flatMap(({ package: of = '', service }) => (of.startsWith(OURS) ? methodsOf(of, service) : []));
}

const OURS = 'safecommunity.';

function methodsOf(of: string, services: readonly ServiceDescriptorProto[]): Method[] {
  return services.flatMap(({ name: service = '', method }) =>
    method.map(({ name = '' }) => {
      const path = `/${of}.${service}/${name}`;
      return { path, scope: scopeOf(path) };
    }),
  );
}
