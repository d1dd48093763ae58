// Reports a fire in Vinnytsia, sends the same again, is refused once, and reads the incident back.
package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	incidents "example.gov.ua/caller/gen/safecommunity/incidents/v1"
)

// The channel repeats what failed with UNAVAILABLE; the request and its request_id stay the same.
const retries = `{"methodConfig": [{"name": [{}], "retryPolicy": {
	"maxAttempts": 5, "initialBackoff": "0.2s", "maxBackoff": "5s", "backoffMultiplier": 2,
	"retryableStatusCodes": ["UNAVAILABLE"]}}]}`

func main() {
	credentials, err := mutualTLS(setting("SAFE_COMMUNITY_PKI", ".local/pki"))
	if err != nil {
		log.Fatal(err)
	}
	address := setting("INCIDENT_INTAKE_ADDRESS", "localhost:8052")
	connection, err := grpc.NewClient(
		address, grpc.WithTransportCredentials(credentials), grpc.WithDefaultServiceConfig(retries))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	if err := firstCalls(incidents.NewIncidentIntakeServiceClient(connection)); err != nil {
		log.Fatal(err)
	}
}

func firstCalls(client incidents.IncidentIntakeServiceClient) error {
	request := &incidents.ReportIncidentRequest{RequestId: newUUID(), Report: fire()}
	first, err := report(client, request)
	if err != nil {
		return err
	}
	fmt.Printf("reported %s, phone %s as well\n", first.IncidentId, first.EmergencyNumber)
	again, err := report(client, request)
	if err != nil {
		return err
	}
	answer := "another"
	if proto.Equal(first, again) {
		answer = "the same"
	}
	fmt.Printf("repeated %s, %s answer\n", again.IncidentId, answer)

	bad := fire()
	bad.HromadaCode = "UA99"
	bad.Reporter = &incidents.Reporter{Phone: "0671234567"}
	_, err = report(client, &incidents.ReportIncidentRequest{RequestId: newUUID(), Report: bad})
	printRefusal(err)

	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	found, err := client.GetIncident(ctx, &incidents.GetIncidentRequest{IncidentId: first.IncidentId})
	if err != nil {
		return err
	}
	fmt.Printf("read %s: %s in %s\n", found.Incident.IncidentId, found.Incident.Category, found.Incident.HromadaCode)
	return nil
}

func report(
	client incidents.IncidentIntakeServiceClient, request *incidents.ReportIncidentRequest,
) (*incidents.ReportIncidentResponse, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return client.ReportIncident(ctx, request)
}

func fire() *incidents.IncidentReport {
	return &incidents.IncidentReport{
		Category:      incidents.IncidentCategory_INCIDENT_CATEGORY_FIRE,
		Channel:       incidents.ReportChannel_REPORT_CHANNEL_SYSTEM,
		HromadaCode:   "UA05020030000031457",
		Attributes:    []*incidents.Attribute{{Name: "fire_object", Value: "dwelling"}},
		Description:   "Горить хата, людей евакуйовано",
	}
}

// The google.rpc messages come with google.golang.org/genproto; status.Details unpacks them.
func printRefusal(err error) {
	refused := status.Convert(err)
	reason := ""
	var violations []*errdetails.BadRequest_FieldViolation
	for _, detail := range refused.Details() {
		switch message := detail.(type) {
		case *errdetails.ErrorInfo:
			reason = message.Reason
		case *errdetails.BadRequest:
			violations = message.FieldViolations
		}
	}
	fmt.Printf("refused %s %s\n", code.Code(refused.Code()), reason)
	for _, violation := range violations {
		fmt.Printf("  %s: %s\n", violation.Field, violation.Description)
	}
}

func mutualTLS(folder string) (credentials.TransportCredentials, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, "client.pem"), filepath.Join(folder, "client-key.pem"))
	if err != nil {
		return nil, err
	}
	ca, err := os.ReadFile(filepath.Join(folder, "ca.pem"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		return nil, fmt.Errorf("no certificate in ca.pem")
	}
	return credentials.NewTLS(&tls.Config{Certificates: []tls.Certificate{pair}, RootCAs: roots}), nil
}

// A random UUID (version 4).
func newUUID() string {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		log.Fatal(err)
	}
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
