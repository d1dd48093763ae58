import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';

/** On whose behalf, and for which purpose, a client calls. */
export interface CallsAs {
  /** The token of the acting person. Absent: the system acts for itself. */
  readonly token?: string | undefined;
  /** The acting person where no token says who it is. */
  readonly actingUser?: string | undefined;
  /** A purpose from the policy. */
  readonly purpose?: string | undefined;
}

/** Adds them to every call of a client. An interceptor for `openClient` and for grpc-js clients. */
export function callAs({ token, actingUser, purpose }: CallsAs): Interceptor {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
        else if (actingUser !== undefined) metadata.set('acting-user', actingUser);
        if (purpose !== undefined) metadata.set('purpose', purpose);
        next(metadata, listener);
      },
    });
}
