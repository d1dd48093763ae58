import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';

/** For whom and what for a client calls. */
export interface CallsAs {
  /** A token of the person who acts; absent: the system by itself. */
  readonly token?: string | undefined;
  /** A purpose of the policy. */
  readonly purpose?: string | undefined;
}

/** Says so with every call of a client: an option of `openClient`, and of grpc-js clients. */
export function callAs({ token, purpose }: CallsAs): Interceptor {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
        if (purpose !== undefined) metadata.set('purpose', purpose);
        next(metadata, listener);
      },
    });
}
