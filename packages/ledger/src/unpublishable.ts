import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';

/** Why the broker will not take an event, however often it is tried. */
export type Unpublishable = 'too-large' | 'bad-subject';

/** JetStream's own code for a message larger than its stream takes. */
const MESSAGE_TOO_LARGE = 10_054;

/** Undefined when another try may succeed: the broker is away, busy or full. */
export function whyUnpublishable(error: unknown): Unpublishable | undefined {
  if (error instanceof errors.InvalidSubjectError) return 'bad-subject';
  // The client knows the server's limit; no other argument of ours can be wrong.
  if (error instanceof errors.InvalidArgumentError) return 'too-large';
  return error instanceof JetStreamApiError && error.code === MESSAGE_TOO_LARGE ? 'too-large' : undefined;
}
