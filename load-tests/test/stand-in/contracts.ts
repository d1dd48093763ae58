import { readFileSync } from 'node:fs';
import {
  createFileRegistry,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
  type JsonValue,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** The methods of a descriptor set, with JSON as k6 has it: unknown fields and values are rejected. */
export class Contracts {
  readonly #registry: FileRegistry;

  constructor(file: string) {
    this.#registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(file)));
  }

  /** @param url "safecommunity.officers.v1.OfficerRegistryService/GetOfficer" */
  method(url: string): DescMethod {
    const [service = '', name] = url.split('/');
    const method = this.#registry.getService(service)?.methods.find((one) => one.name === name);
    if (method === undefined) throw new Error(`method "${url}" not found in file descriptors`);
    return method;
  }

  toBytes(type: DescMessage, value: object): Buffer {
    // Undefined values disappear in JSON, as they do in k6.
    const json = JSON.parse(JSON.stringify(value)) as JsonValue;
    return Buffer.from(toBinary(type, fromJson(type, json, { registry: this.#registry })));
  }

  toMessage(type: DescMessage, bytes: Uint8Array): object {
    return toJson(type, fromBinary(type, bytes), { registry: this.#registry }) as object;
  }
}
