import { SERVICES, type ServiceName } from '@safe-community/local-stack';
import { clockOf, type Clock } from './frame/clock.ts';
import { childrenOf, titleOf } from './frame/proc.ts';

/** Process ids of what `hromada up` started. */
export interface SystemProcesses {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly gateway: number;
  readonly postmaster: number;
  readonly broker: number;
}

/** @param up process id of `hromada up`. */
export function systemProcesses(up: number): SystemProcesses {
  const children = childrenOf(up).map((pid) => ({ pid, title: titleOf(pid) }));
  const pidOf = (part: string): number => {
    const found = children.find(({ title }) => title.includes(part));
    if (found === undefined) throw new Error(`"${part}" is not running`);
    return found.pid;
  };
  const services = SERVICES.map((service) => [service, pidOf(`apps/${service}/src/main.ts`)]);
  return {
    services: Object.fromEntries(services) as Record<ServiceName, number>,
    gateway: pidOf('apps/gateway/src/main.ts'),
    postmaster: pidOf('bin/postgres'),
    broker: pidOf('nats-server'),
  };
}

/** Processor time of a service with its database, and of everything downstream. */
export function clockOfService({ services, postmaster, broker }: SystemProcesses, service: ServiceName): Clock {
  return clockOf({
    program: services[service],
    postgres: { postmaster, database: service.replaceAll('-', '_') },
    others: [broker, ...SERVICES.filter((other) => other !== service).map((other) => services[other])],
  });
}

/** Processor time of a benchmark program that writes to the database of a service. */
export function clockOfFloor({ postmaster }: SystemProcesses, pid: number, database: ServiceName): Clock {
  return clockOf({ program: pid, postgres: { postmaster, database: database.replaceAll('-', '_') } });
}
