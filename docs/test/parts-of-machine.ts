import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The reason why a test of Python clients cannot run here; none when it can. */
export function whyNoPython(): string | undefined {
  if (succeeds('/usr/bin/python3', ['-c', 'import grpc, grpc_tools.protoc'])) return undefined;
  return 'python3-grpcio or python3-grpc-tools is not installed';
}

export function whyNoJava(): string | undefined {
  const packages = {
    'default-jdk-headless': '/usr/bin/javac',
    'protobuf-compiler': '/usr/bin/protoc',
    'protobuf-compiler-grpc-java-plugin': '/usr/bin/grpc_java_plugin',
    'libgrpc-java': '/usr/share/java/grpc-netty.jar',
    'libnetty-tcnative-java': '/usr/share/java/netty-tcnative.jar',
    'libgeronimo-annotation-1.3-spec-java': '/usr/share/java/geronimo-annotation-1.3-spec.jar',
  };
  return missing(packages);
}

export function whyNoGo(): string | undefined {
  const packages = {
    'golang-go': '/usr/bin/go',
    'protobuf-compiler': '/usr/bin/protoc',
    'protoc-gen-go': '/usr/bin/protoc-gen-go',
    'protoc-gen-go-grpc': '/usr/bin/protoc-gen-go-grpc',
    'golang-google-grpc-dev': '/usr/share/gocode/src/google.golang.org/grpc',
  };
  return missing(packages);
}

function missing(packages: Readonly<Record<string, string>>): string | undefined {
  const names = Object.entries(packages).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  return names.length === 0 ? undefined : `not installed: ${names.join(', ')}`;
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
