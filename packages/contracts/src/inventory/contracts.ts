import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createFileRegistry,
  fromBinary,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

const OURS = 'safecommunity.';

let cachedRegistry: FileRegistry | undefined;

/** The contracts as a descriptor set, which `buf build` makes of proto/. */
export function descriptorSet(): Buffer {
  return readFileSync(fileURLToPath(import.meta.resolve('@safe-community/contracts/descriptors')));
}

/** The same as a registry for lookups by name; read once. */
export function contracts(): FileRegistry {
  cachedRegistry ??= createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet()));
  return cachedRegistry;
}

/** Every message of our contracts, in the order of the names. */
export function ourMessages(): DescMessage[] {
  return [...contracts()]
    .filter((type) => type.kind === 'message' && type.typeName.startsWith(OURS))
    .toSorted((a, b) => (a.typeName < b.typeName ? -1 : 1)) as DescMessage[];
}

/** Every method of our contracts. */
export function ourMethods(): DescMethod[] {
  return [...contracts()].flatMap((type) =>
    type.kind === 'service' && type.typeName.startsWith(OURS) ? type.methods : [],
  );
}
