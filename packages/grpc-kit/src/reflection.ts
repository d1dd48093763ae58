import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { descriptorSet } from '@safe-community/inventory';
import type { ServedService } from './service.ts';

type Package = ReturnType<typeof loadFileDescriptorSetFromBuffer>;

let cachedFiles: Package | undefined;

/** Server reflection for the services that are served here, so that grpcurl and the like need no proto files. */
export function reflection(services: readonly ServedService[]): ReflectionService {
  cachedFiles ??= allFiles();
  return new ReflectionService(cachedFiles, { services: services.flatMap(serviceName) });
}

/**
 * Every message of a loaded package carries all of its files, and `@grpc/reflection` 1.0 decodes those of each message:
 * 315 times the same, 0.4 s of every start. So it is given one message alone.
 */
function allFiles(): Package {
  const loaded = Object.entries(loadFileDescriptorSetFromBuffer(descriptorSet()));
  return Object.fromEntries(loaded.filter(([, definition]) => 'fileDescriptorProtos' in definition).slice(0, 1));
}

function serviceName({ description }: ServedService): string[] {
  const [first] = Object.values(description);
  return first === undefined ? [] : [first.path.split('/')[1] ?? ''];
}
