"""What a refused call says beyond its code: the messages in `grpc-status-details-bin`."""

from dataclasses import dataclass, field

import grpc
import rich_status_pb2


@dataclass
class Refusal:
    # What programs match: ErrorInfo.reason.
    reason: str = ""
    # (field, rule) of every field that is not as it must be.
    violations: list[tuple[str, str]] = field(default_factory=list)
    # Reasons why the state of things forbids the call.
    preconditions: list[str] = field(default_factory=list)
    # Seconds to wait before the next try; None when the service names no time.
    retry_after: float | None = None


def refusal_of(error: grpc.RpcError) -> Refusal:
    refusal = Refusal()
    trailers = dict(error.trailing_metadata() or ())
    status = rich_status_pb2.Status.FromString(trailers.get("grpc-status-details-bin", b""))
    for detail in status.details:
        name = detail.type_url.rpartition(".")[2]
        if name == "ErrorInfo":
            refusal.reason = rich_status_pb2.ErrorInfo.FromString(detail.value).reason
        elif name == "BadRequest":
            for it in rich_status_pb2.BadRequest.FromString(detail.value).field_violations:
                refusal.violations.append((it.field, it.description))
        elif name == "PreconditionFailure":
            for it in rich_status_pb2.PreconditionFailure.FromString(detail.value).violations:
                refusal.preconditions.append(it.type)
        elif name == "RetryInfo":
            delay = rich_status_pb2.RetryInfo.FromString(detail.value).retry_delay
            refusal.retry_after = delay.ToNanoseconds() / 1e9
    return refusal
