"""Reports a pit in a road through Open311, sends the same again, is refused once, and reads the report back."""
import json
import os
import urllib.error
import urllib.parse
import urllib.request

ENDPOINT = os.environ.get("OPEN311_URL", "http://localhost:8080/open311/v2")
KEY = os.environ["OPEN311_KEY"]

REPORT = {
    "service_code": "infrastructure",
    "attribute[infrastructure_kind]": "road_pit",
    "lat": "49.2331",
    "long": "28.4682",
    "description": "Яма посеред дороги",
}


def main():
    report_id = send(REPORT)
    print(f"reported {report_id}")
    again = send(REPORT)
    print(f"repeated {again}, {'the same' if again == report_id else 'another'} report")
    try:
        send({**REPORT, "attribute[infrastructure_kind]": "crater", "lat": ""})
    except Refused as refused:
        print(f"refused {refused.status}")
        for error in refused.errors:
            print(f"  {error['description']}")
    (read,) = get(f"requests/{report_id}.json", lang="en")
    print(f"read {read['service_request_id']}: {read['status']}, {read['status_notes']}")


def send(report):
    """The id of the report. Sending the same again on the same day is safe: it is one report."""
    form = urllib.parse.urlencode({**report, "api_key": KEY}).encode()
    (created,) = answer(urllib.request.Request(f"{ENDPOINT}/requests.json", data=form))
    return created["service_request_id"]


def get(resource, **query):
    return answer(urllib.request.Request(f"{ENDPOINT}/{resource}?{urllib.parse.urlencode(query)}"))


class Refused(Exception):
    def __init__(self, status, errors):
        super().__init__(f"refused {status}")
        self.status = status
        self.errors = errors


def answer(request):
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise Refused(error.code, json.load(error)) from None


main()
