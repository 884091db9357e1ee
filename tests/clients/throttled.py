"""What boto3 does where EC2 throttles: whether it asks again, and how often.

The server must throttle in virtual time on a clock that stands: the first call
of ProvisionByoipCidr takes the bucket's one token, and nothing fills it. A dry
run takes a token as any call does. Prints a line for each way to ask.
"""

import os
import time
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def advance(by):
    url = os.environ["BYOIP_SIMULATOR_URL"] + "/_simulator/clock/advance"
    urllib.request.urlopen(url, data=f'{{"by":"{by}"}}'.encode()).close()


def ask(mode):
    """The code, the HTTP status and the attempts of one call; the attempts are
    as many as the mode makes of itself."""
    # AWS_MAX_ATTEMPTS of the environment would hold for all modes.
    os.environ.pop("AWS_MAX_ATTEMPTS", None)
    client = boto3.client("ec2", config=Config(retries={"mode": mode}))
    try:
        client.provision_byoip_cidr(Cidr="198.18.1.0/24", DryRun=True)
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        attempts = metadata["RetryAttempts"] + 1
        return f"{error.response['Error']['Code']} {metadata['HTTPStatusCode']}, attempts: {attempts}"
    return "not refused"


# The client's own waits between its attempts are in real time: here nobody
# waits, and where time is to pass it is the world's.
time.sleep = lambda _: None
print("the first token:", ask("legacy"))
print("legacy:", ask("legacy"))
print("standard:", ask("standard"))
time.sleep = lambda _: advance("10s")
print("legacy, while time passes:", ask("legacy"))
