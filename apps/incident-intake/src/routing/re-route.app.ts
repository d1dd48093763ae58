import { factOfRouting } from './fact-of-routing.app.ts';
import type { Look, RoutingPorts } from './ports.app.ts';

/** So many take a fraction of a second, for which noting who is on a beat may have to wait. */
const MOST_AT_ONCE = 1_000;

/** Gives open incidents to whoever answers for their place now. Resolves to how many it moved: there may be more. */
export function reroute({ routed, unitOfWork, origin }: RoutingPorts, look: Look): Promise<number> {
  return unitOfWork.record(async (em) => {
    const now = origin.now();
    const moved = await routed.reroute(em, look, MOST_AT_ONCE, now);
    return {
      result: moved.length,
      events: moved.map((each) => ({ ...factOfRouting(each, now), synthetic: each.synthetic })),
    };
  });
}
