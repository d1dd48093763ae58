import type { handleBidiStreamingCall, Server, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { descriptorSet } from '@safe-community/contracts/inventory';
import type { ServedService } from './service.ts';

/**
 * Server reflection for the served services, so that tools such as grpcurl need no proto files.
 *
 * The descriptors are built at the first request: this takes a fifth of the start-up time and 4 MB, and is rarely used.
 */
export function addReflection(server: Pick<Server, 'addService'>, services: readonly ServedService[]): void {
  let whole: readonly Version[] | undefined;
  const handlerOf = (version: number): Handler => {
    whole ??= versionsOf(new ReflectionService(allFiles(), { services: services.flatMap(serviceName) }));
    return whole[version]?.implementation[HANDLER] as Handler;
  };
  for (const [version, { definition }] of versionsOf(new ReflectionService({})).entries()) {
    const handler: Handler = (call) => handlerOf(version)(call);
    server.addService(definition, { [HANDLER]: handler });
  }
}

type Handler = handleBidiStreamingCall<unknown, unknown>;

/** The one method of reflection. */
const HANDLER = 'ServerReflectionInfo';

/** Reflection has two versions, v1 and v1alpha. */
interface Version {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

function versionsOf(service: ReflectionService): readonly Version[] {
  const versions: Version[] = [];
  service.addToServer({ addService: (definition, implementation) => versions.push({ definition, implementation }) });
  return versions;
}

type Package = ReturnType<typeof loadFileDescriptorSetFromBuffer>;

/**
 * Every message of a loaded package carries all files of the package, and `@grpc/reflection` 1.0 decodes them for each
 * message: 315 times the same, 0.4 s. So this returns one message only.
 */
function allFiles(): Package {
  const loaded = Object.entries(loadFileDescriptorSetFromBuffer(descriptorSet()));
  return Object.fromEntries(loaded.filter(([, definition]) => 'fileDescriptorProtos' in definition).slice(0, 1));
}

function serviceName({ description }: ServedService): string[] {
  const [first] = Object.values(description);
  return first === undefined ? [] : [first.path.split('/')[1] ?? ''];
}
