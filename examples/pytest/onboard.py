"""How Example Corp brings a range to AWS: the code under test.

It knows nothing of a simulator. boto3 finds AWS by the environment, openssl
makes key, certificate and signature as the EC2 User Guide has it, and whoever
calls says how to wait.
"""

import base64
import subprocess
import time

import boto3

#: How often AWS is asked, in seconds, and for how long: a review takes up to a week.
PAUSE = 600
LIMIT = 8 * 24 * 3600


class NotProvisioned(Exception):
    """The review turned the range down; the text is AWS's StatusMessage."""


def prepare(folder):
    """Makes the key and the certificate for the registry's record, on one line."""
    key = folder / "private-key.pem"
    rsa = ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
    openssl("genpkey", "-quiet", *rsa, "-out", key)
    subject = "/C=US/O=Example Corp/CN=byoip.example.com"
    pem = openssl("req", "-new", "-x509", "-key", key, "-days", "365", "-subj", subject)
    return pem.decode().replace("\n", "")


def provision(folder, cidr, expires):
    """Signs the authorization message and hands the range in."""
    account = boto3.client("sts").get_caller_identity()["Account"]
    message = f"1|aws|{account}|{cidr}|{expires:%Y%m%d}|SHA256|RSAPSS"
    text = folder / "message.txt"
    text.write_text(message)
    padding = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1")
    signature = openssl("dgst", "-sha256", *padding, "-sign", folder / "private-key.pem", text)
    alphabet = str.maketrans("+=/", "-_~")
    boto3.client("ec2").provision_byoip_cidr(
        Cidr=cidr,
        CidrAuthorizationContext={
            "Message": message,
            "Signature": base64.b64encode(signature).decode().translate(alphabet),
        },
    )


def wait(cidr, pause=time.sleep):
    """Waits for the review; the pool that holds the addresses."""
    ec2 = boto3.client("ec2")
    for _ in range(LIMIT // PAUSE):
        ranges = ec2.describe_byoip_cidrs(MaxResults=100)["ByoipCidrs"]
        [found] = [it for it in ranges if it["Cidr"] == cidr]
        if found["State"] == "provisioned":
            return found["StatusMessage"].rpartition(" ")[2]
        if found["State"] == "failed-provision":
            raise NotProvisioned(found["StatusMessage"])
        pause(PAUSE)
    raise TimeoutError(f"{cidr} is {found['State']} after {LIMIT // 86400} days")


def openssl(*arguments):
    """What openssl prints."""
    done = subprocess.run(["openssl", *map(str, arguments)], check=True, stdout=subprocess.PIPE)
    return done.stdout
