"""Health and reflection as a client sees them that has no generated code for either."""

import re

from connection import INCIDENT_INTAKE, open_channel

# ListServices, field 7 of a ServerReflectionRequest, with an empty text.
LIST_SERVICES = b"\x3a\x00"


def main() -> None:
    with open_channel(INCIDENT_INTAKE) as channel:
        # A HealthCheckResponse with status 1 (SERVING) is the bytes 08 01.
        health = channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=5)
        print("health", health.hex())
        for version in ("v1", "v1alpha"):
            reflect = channel.stream_stream(f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo")
            answer = next(reflect(iter([LIST_SERVICES]), timeout=5))
            names = re.findall(rb"safecommunity\.[a-z]+\.v1\.[A-Za-z]+", answer)
            print(version, *sorted(name.decode() for name in names))


if __name__ == "__main__":
    main()
