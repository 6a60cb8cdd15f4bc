"""What a researcher's script does with google-api-python-client: build from discovery, analyze, suggestscore, a batch of
two, and an error. Prints one JSON object. Arguments: where the server is, a key."""

import json
import sys

from googleapiclient import discovery
from googleapiclient.errors import HttpError

url, key = sys.argv[1:]
client = discovery.build(
    "commentanalyzer",
    "v1alpha1",
    developerKey=key,
    discoveryServiceUrl=url + "/$discovery/rest?version=v1alpha1",
    static_discovery=False,
)


def request(text):
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en"]}


said = {"analyze": client.comments().analyze(body=request("You idiot. 🐀")).execute()}
said["suggestscore"] = (
    client.comments()
    .suggestscore(
        body={
            "comment": {"text": "You idiot."},
            "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
            "clientToken": "comment:python-1",
        }
    )
    .execute()
)
try:
    client.comments().analyze(body=request("")).execute()
except HttpError as error:
    said["error"] = {"status": error.status_code, "reason": error.reason, "details": error.error_details}

answers = {}


def keep(request_id, response, exception):
    answers[request_id] = response if exception is None else {"status": exception.status_code}


batch = client.new_batch_http_request(callback=keep)
batch.add(client.comments().analyze(body=request("You idiot.")), request_id="one")
batch.add(client.comments().analyze(body=request("")), request_id="two")
batch.execute()
said["batch"] = answers
prefixed = discovery.build(
    "commentanalyzer",
    "v1alpha1",
    developerKey=key,
    discoveryServiceUrl=url + "/perspective/$discovery/rest?version=v1alpha1",
    static_discovery=False,
)
said["prefixed"] = prefixed.comments().analyze(body=request("You idiot.")).execute()
print(json.dumps(said))
