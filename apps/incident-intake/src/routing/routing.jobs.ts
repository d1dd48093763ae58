import type { Job } from '@safe-community/service-kit';
import { escalateOverdue } from './escalate-overdue.app.ts';
import type { RoutingPorts } from './ports.app.ts';
import { reroute } from './re-route.app.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Longer than a report can be under way, or a replica behind in what it knows of the beats. */
const RECENT_MS = 10 * MINUTE;

/** What routing does by itself; all that is to be done stands in the database. */
export function routingJobs(ports: RoutingPorts): Job[] {
  return [
    { name: 're-route', everyMs: SECOND / 2, run: () => reroute(ports, { kind: 'changed' }) },
    // A report that was routed just before a change and committed just after it.
    {
      name: 'check-recent-routing',
      everyMs: 15 * SECOND,
      run: () => reroute(ports, { kind: 'recent', since: new Date(ports.origin.now().getTime() - RECENT_MS) }),
    },
    // What was opened again by a replica that had not heard yet who is on the beat now.
    { name: 'check-routing', everyMs: 5 * MINUTE, run: () => reroute(ports, { kind: 'open' }) },
    { name: 'escalate', everyMs: SECOND, run: () => escalateOverdue(ports) },
  ];
}
