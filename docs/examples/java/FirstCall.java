// Reports a fire in Vinnytsia, sends the same again, is refused once, and reads the incident back.

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import rich_status.RichStatus;
import safecommunity.incidents.v1.IncidentIntakeServiceGrpc;
import safecommunity.incidents.v1.IncidentIntakeServiceGrpc.IncidentIntakeServiceBlockingStub;
import safecommunity.incidents.v1.IncidentIntakeServiceOuterClass.GetIncidentRequest;
import safecommunity.incidents.v1.IncidentIntakeServiceOuterClass.ReportIncidentRequest;
import safecommunity.incidents.v1.IncidentIntakeServiceOuterClass.ReportIncidentResponse;
import safecommunity.incidents.v1.IncidentOuterClass.Attribute;
import safecommunity.incidents.v1.IncidentOuterClass.Incident;
import safecommunity.incidents.v1.IncidentOuterClass.IncidentCategory;
import safecommunity.incidents.v1.IncidentOuterClass.IncidentReport;
import safecommunity.incidents.v1.IncidentOuterClass.ReportChannel;
import safecommunity.incidents.v1.IncidentOuterClass.Reporter;

public final class FirstCall {
    // The channel repeats what failed with UNAVAILABLE; the request and its request_id stay the same.
    private static final Map<String, Object> RETRIES = Map.of("methodConfig", List.of(Map.of(
            "name", List.of(Map.of()),
            "retryPolicy", Map.of(
                    "maxAttempts", 5.0,
                    "initialBackoff", "0.2s",
                    "maxBackoff", "5s",
                    "backoffMultiplier", 2.0,
                    "retryableStatusCodes", List.of("UNAVAILABLE")))));

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final IncidentIntakeServiceBlockingStub stub;

    private FirstCall(ManagedChannel channel) {
        stub = IncidentIntakeServiceGrpc.newBlockingStub(channel);
    }

    public static void main(String[] args) throws IOException {
        String address = setting("INCIDENT_INTAKE_ADDRESS", "localhost:8052");
        ManagedChannel channel = Grpc.newChannelBuilder(address, mutualTls(setting("SAFE_COMMUNITY_PKI", ".local/pki")))
                .defaultServiceConfig(RETRIES)
                .enableRetry()
                .build();
        try {
            FirstCall calls = new FirstCall(channel);
            String incidentId = calls.reportTwice();
            calls.beRefused();
            calls.readBack(incidentId);
        } finally {
            channel.shutdownNow();
        }
    }

    /** The key must be PKCS#8 ("BEGIN PRIVATE KEY"), as those of a local run are. */
    private static ChannelCredentials mutualTls(String folder) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(new File(folder, "ca.pem"))
                .keyManager(new File(folder, "client.pem"), new File(folder, "client-key.pem"))
                .build();
    }

    private String reportTwice() {
        ReportIncidentRequest request = request(fire());
        ReportIncidentResponse first = report(request);
        System.out.printf("reported %s, phone %s as well%n", first.getIncidentId(), first.getEmergencyNumber());
        ReportIncidentResponse again = report(request);
        String answer = again.equals(first) ? "the same" : "another";
        System.out.printf("repeated %s, %s answer%n", again.getIncidentId(), answer);
        return first.getIncidentId();
    }

    private void beRefused() throws InvalidProtocolBufferException {
        Reporter reporter = Reporter.newBuilder().setPhone("0671234567").build();
        IncidentReport bad = fire().toBuilder().setHromadaCode("UA99").setReporter(reporter).build();
        try {
            report(request(bad));
        } catch (StatusRuntimeException refused) {
            print(refused);
        }
    }

    private void readBack(String incidentId) {
        GetIncidentRequest request = GetIncidentRequest.newBuilder().setIncidentId(incidentId).build();
        Incident incident = stub.withDeadlineAfter(5, TimeUnit.SECONDS).getIncident(request).getIncident();
        System.out.printf(
                "read %s: %s in %s%n", incident.getIncidentId(), incident.getCategory(), incident.getHromadaCode());
    }

    /** A deadline applies to one call: set it for each call. */
    private ReportIncidentResponse report(ReportIncidentRequest request) {
        return stub.withDeadlineAfter(5, TimeUnit.SECONDS).reportIncident(request);
    }

    private static ReportIncidentRequest request(IncidentReport report) {
        return ReportIncidentRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setReport(report)
                .build();
    }

    private static IncidentReport fire() {
        return IncidentReport.newBuilder()
                .setCategory(IncidentCategory.INCIDENT_CATEGORY_FIRE)
                .setChannel(ReportChannel.REPORT_CHANNEL_SYSTEM)
                .setHromadaCode("UA05020030000031457")
                .addAttributes(Attribute.newBuilder().setName("fire_object").setValue("dwelling"))
                .setDescription("Горить хата, людей евакуйовано")
                .build();
    }

    private static void print(StatusRuntimeException refused) throws InvalidProtocolBufferException {
        String reason = "";
        List<RichStatus.BadRequest.FieldViolation> violations = List.of();
        byte[] bytes = refused.getTrailers() == null ? null : refused.getTrailers().get(DETAILS);
        for (Any detail : RichStatus.Status.parseFrom(bytes == null ? new byte[0] : bytes).getDetailsList()) {
            if (detail.getTypeUrl().endsWith(".ErrorInfo")) {
                reason = RichStatus.ErrorInfo.parseFrom(detail.getValue()).getReason();
            } else if (detail.getTypeUrl().endsWith(".BadRequest")) {
                violations = RichStatus.BadRequest.parseFrom(detail.getValue()).getFieldViolationsList();
            }
        }
        System.out.printf("refused %s %s%n", refused.getStatus().getCode(), reason);
        violations.forEach(it -> System.out.printf("  %s: %s%n", it.getField(), it.getDescription()));
    }

    private static String setting(String name, String fallback) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? fallback : value;
    }
}
