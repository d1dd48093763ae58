import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { descriptorSet } from './methods.ts';
import type { ServedService } from './service.ts';

/** Server reflection for the services that are served here, so that grpcurl and the like need no proto files. */
export function reflection(services: readonly ServedService[]): ReflectionService {
  return new ReflectionService(loadFileDescriptorSetFromBuffer(descriptorSet()), {
    services: services.flatMap(serviceName),
  });
}

function serviceName({ description }: ServedService): string[] {
  const [first] = Object.values(description);
  return first === undefined ? [] : [first.path.split('/')[1] ?? ''];
}
