import { ReflectionService } from '@grpc/reflection';
import { descriptorFiles } from '@safe-community/inventory';
import type { ServedService } from './service.ts';

/** Server reflection for the services that are served here, so that grpcurl and the like need no proto files. */
export function reflection(services: readonly ServedService[]): ReflectionService {
  return new ReflectionService(allFiles(), { services: services.flatMap(serviceName) });
}

/**
 * Of a loaded package `@grpc/reflection` 1.0 reads the files that its messages carry, of each message all of them, and
 * nothing else: so it is given one that carries them. To load the package would take a tenth of every start.
 */
function allFiles(): ConstructorParameters<typeof ReflectionService>[0] {
  const format = 'Protocol Buffer 3 DescriptorProto';
  return { contracts: { format, type: {}, fileDescriptorProtos: descriptorFiles() } };
}

function serviceName({ description }: ServedService): string[] {
  const [first] = Object.values(description);
  return first === undefined ? [] : [first.path.split('/')[1] ?? ''];
}
