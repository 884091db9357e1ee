"""EC2 through boto3 for the stories: what must succeed and what must be refused.

Prints one line a call; each answer is held against the model.
"""

import boto3
import model
from botocore.config import Config
from botocore.exceptions import ClientError

model.watch()
client = boto3.client("ec2", config=Config(retries={"total_max_attempts": 1}))


def call(operation, **arguments):
    """Calls what must succeed."""
    answer = getattr(client, operation)(**arguments)
    print(f"ok {client.meta.method_to_api_mapping[operation]}")
    return answer


def refused(code, status, operation, **arguments):
    """Calls what must be refused with a code and an HTTP status."""
    try:
        getattr(client, operation)(**arguments)
    except ClientError as error:
        seen = error.response["Error"]["Code"]
        http = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert (seen, http) == (code, status), f"{operation}: {seen} {http}, wanted {code} {status}"
        print(f"ok {operation} refused: {code}")
        return
    raise AssertionError(f"{operation} was not refused with {code}")
