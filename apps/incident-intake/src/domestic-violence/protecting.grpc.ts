import type { CallContext } from '@safe-community/grpc-kit';
import { requireCategoryAccess } from '../incident/access.adapter.ts';

/**
 * A handler for those entitled to sensitive incidents only. Asked before anything else, of every method, so that
 * nobody else learns even which requests would be good ones.
 */
export function protecting<Request, Response>(
  handle: (request: Request, call: CallContext) => Promise<Response>,
): (request: Request, call: CallContext) => Promise<Response> {
  return async (request, call) => {
    requireCategoryAccess(call.rights, 'domestic_violence');
    return handle(request, call);
  };
}
