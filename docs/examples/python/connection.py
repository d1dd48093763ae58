"""A channel to a service: mutual TLS with the three PEM files of the calling system."""

import os
from pathlib import Path

import grpc
import grpc.experimental

PKI = Path(os.environ.get("SAFE_COMMUNITY_PKI", ".local/pki"))
INCIDENT_INTAKE = os.environ.get("INCIDENT_INTAKE_ADDRESS", "localhost:8052")

# By default a channel waits up to two minutes between attempts to connect: long after a restart is over.
RECONNECT = [("grpc.initial_reconnect_backoff_ms", 200), ("grpc.max_reconnect_backoff_ms", 2_000)]
# A stream is read by who iterates over it, without a thread of its own.
ONE_THREAD = [(grpc.experimental.ChannelOptions.SingleThreadedUnaryStream, 1)]


def open_channel(address: str) -> grpc.Channel:
    credentials = grpc.ssl_channel_credentials(
        root_certificates=(PKI / "ca.pem").read_bytes(),
        private_key=(PKI / "client-key.pem").read_bytes(),
        certificate_chain=(PKI / "client.pem").read_bytes(),
    )
    return grpc.secure_channel(address, credentials, RECONNECT + ONE_THREAD)
