"""One call with a deadline, sent again while that can help."""

import random
import time

import grpc
from refusal import refusal_of

# A passing fault, and the deadline: then nobody knows whether the call was carried out, and the
# same request_id finds out. Every other code is an answer: sending the same again changes nothing.
RETRIED = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED}


def call(method, request, timeout=5.0, attempts=6):
    """Raises the grpc.RpcError of the last attempt. `request` is the same object each time, request_id and all."""
    for attempt in range(1, attempts + 1):
        try:
            # A retry waits for the connection: failing at once again would leave it no time to come back.
            return method(request, timeout=timeout, wait_for_ready=attempt > 1)
        except grpc.RpcError as error:
            if not can_help(error) or attempt == attempts:
                raise
            time.sleep(pause_before_retry(error, attempt))


def can_help(error: grpc.RpcError) -> bool:
    if error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED:
        # Above capacity the service says when to come back; of a message that is too large it does not.
        return refusal_of(error).retry_after is not None
    return error.code() in RETRIED


def pause_before_retry(error: grpc.RpcError, attempt: int) -> float:
    """Seconds: grows from 0.1 to 5, at least what the service asks for, and differs from client to client."""
    backoff = random.uniform(0.5, 1.0) * min(5.0, 0.2 * 2 ** (attempt - 1))
    asked = refusal_of(error).retry_after or 0.0
    return asked * random.uniform(1.0, 1.5) + backoff
