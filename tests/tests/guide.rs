//! The EC2 User Guide's own command lines, unchanged but for the endpoint, with
//! the tools that it names: openssl, aws, whois, curl.
//!
//! Source: "Prepare to use BYOIP", "Onboard your address range", "Use your BYOIP
//! address range".

#![expect(
    clippy::indexing_slicing,
    reason = "JSON that lacks a member reads as null, and the test fails where it should"
)]

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

/// Key and certificate as the guide makes them; only the pass-phrase and the
/// distinguished name, which it asks for, are given.
const KEY_AND_CERTIFICATE: &str = r#"
openssl genpkey -aes256 -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private-key.pem -pass env:PASSPHRASE
openssl req -new -x509 -key private-key.pem -days 365 -passin env:PASSPHRASE \
    -subj '/C=US/ST=Example State/O=Example Corp/CN=example.com' | tr -d "\n" > certificate.pem
"#;

/// The guide's message and its one-liner for the signature.
const SIGN: &str = r#"
account=$(aws sts get-caller-identity --query Account --output text)
text_message="1|aws|$account|$CIDR|20991231|SHA256|RSAPSS"
signed_message=$( echo $DASH_N $text_message | openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 -sign private-key.pem -keyform PEM -passin env:PASSPHRASE | openssl base64 | tr -- '+=/' '-_~' | tr -d "\n")
"#;

const PROVISION: &str = r#"
aws ec2 provision-byoip-cidr --cidr $CIDR --cidr-authorization-context Message="$text_message",Signature="$signed_message"
"#;

/// A desk at a fresh simulator, ready to provision the second half.
struct Move {
    simulator: Simulator,
    desk: Desk,
}

impl Move {
    fn begin() -> Self {
        let simulator = Simulator::start();
        let mut desk = Desk::at(&simulator);
        desk.set("PASSPHRASE", "correct horse battery staple");
        desk.set("CIDR", "198.18.1.0/24");
        // dash's echo takes -n; the drill below leaves it out.
        desk.set("DASH_N", "-n");
        desk.ok(KEY_AND_CERTIFICATE);
        Self { simulator, desk }
    }

    fn publish(&self, record: &str) {
        self.desk.ok(&format!(
            "curl -sf --data-binary @certificate.pem $BYOIP_SIMULATOR_URL/_simulator/registry/{record}"
        ));
    }

    fn authorize(&self, origins: &[u32]) {
        for origin in origins {
            let body = format!(r#"{{"prefix":"198.18.0.0/23","max_length":24,"asn":{origin}}}"#);
            self.desk.ok(&format!(
                "curl -sf --data '{body}' $BYOIP_SIMULATOR_URL/_simulator/roas"
            ));
        }
        self.simulator.advance("1d");
    }

    fn provision(&self) -> Value {
        json(&self.desk.ok(&format!("{SIGN}{PROVISION}")))
    }

    /// The one range there is.
    fn describe(&self) -> Value {
        json(&self.desk.ok("aws ec2 describe-byoip-cidrs --max-results 5"))["ByoipCidrs"][0].clone()
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect(text)
}

#[test]
fn the_second_half_moves() {
    let the = Move::begin();
    let desk = &the.desk;
    the.publish("arin/networks/198.18.0.0/23/comments");
    the.authorize(&[64500, 16509, 14618]);

    // The two ways to see that the certificate is there.
    let rdap = desk.ok("curl -sf $AWS_ENDPOINT_URL/rdap.arin.net/registry/ip/198.18.1.0");
    let comments = json(&rdap)["remarks"][0]["description"].clone();
    let is_certificate = |line: &Value| {
        let line = line.as_str().unwrap_or_default();
        line.starts_with("-----BEGIN CERTIFICATE-----MII")
    };
    // What stood there before is still there.
    assert_eq!(comments[0], "Example Corp data centre East");
    assert!(is_certificate(&comments[1]), "{comments}");
    let (host, port) = the.simulator.whois();
    let whois = format!("whois -h {host} -p {port} 198.18.1.0");
    let shown = desk.line(&format!("{whois} | grep Comment | grep BEGIN"));
    assert!(
        shown.starts_with("Comment:        -----BEGIN CERTIFICATE-----MII"),
        "{shown}"
    );

    // The two ways to see that the ROAs count.
    for asn in ["16509", "14618", "64500"] {
        let validity = desk.ok(&format!(
            "curl -sf '$AWS_ENDPOINT_URL/stat.ripe.net/data/rpki-validation/data.json?resource={asn}&prefix=198.18.1.0/24'"
        ).replace('\'', "\""));
        assert_eq!(json(&validity)["data"]["status"], "valid", "{asn}");
    }
    let vrps = desk.ok(
        "curl -sf \"$AWS_ENDPOINT_URL/rpki-validator.ripe.net/json?select-prefix=198.18.1.0/24\"",
    );
    assert_eq!(json(&vrps)["roas"].as_array().map(Vec::len), Some(3));

    let submitted = the.provision();
    assert_eq!(submitted["ByoipCidr"]["State"], "pending-provision");
    the.simulator.advance("7d");
    let provisioned = the.describe();
    assert_eq!(provisioned["State"], "provisioned");
    let message = provisioned["StatusMessage"].as_str().unwrap_or_default();
    let pool = message
        .strip_prefix("Cidr successfully provisioned into Ipv4Pool: ")
        .expect(message);
    assert!(pool.starts_with("ipv4pool-ec2-") && pool.len() == "ipv4pool-ec2-".len() + 17);

    let advertised = json(&desk.ok("aws ec2 advertise-byoip-cidr --cidr 198.18.1.0/24"));
    assert_eq!(advertised["ByoipCidr"]["State"], "advertised");
    the.simulator.advance("10m");
    let glass = json(&desk.ok(
        "curl -sf \"$AWS_ENDPOINT_URL/stat.ripe.net/data/looking-glass/data.json?resource=198.18.1.0/24\"",
    ));
    assert_eq!(glass["data"]["rrcs"][0]["peers"][0]["asn_origin"], "14618");
    // The owner stays the customer.
    let owner = desk.line(&format!("{whois} | grep Organization"));
    assert_eq!(owner, "Organization:   Example Corp (EXAMPLE-1)");

    uses_addresses(&the, pool);
}

fn uses_addresses(the: &Move, pool: &str) {
    let desk = &the.desk;
    let any = json(&desk.ok(&format!(
        "aws ec2 allocate-address --public-ipv4-pool {pool}"
    )));
    assert_eq!(any["PublicIpv4Pool"], pool);
    assert!(
        any["PublicIp"]
            .as_str()
            .is_some_and(|ip| ip.starts_with("198.18.1."))
    );
    let named = json(&desk.ok("aws ec2 allocate-address --address 198.18.1.255"));
    assert_eq!(named["PublicIp"], "198.18.1.255");
    let id = named["AllocationId"].as_str().unwrap_or_default();
    desk.ok(&format!(
        "aws ec2 associate-address --allocation-id {id} --instance-id i-0123456789abcde01"
    ));
    let instance = desk.line(
        "aws ec2 describe-instances --instance-ids i-0123456789abcde01 \
         --query 'Reservations[0].Instances[0].PublicIpAddress' --output text",
    );
    assert_eq!(instance, "198.18.1.255");
    let id = any["AllocationId"].as_str().unwrap_or_default();
    let gateway = desk.line(&format!(
        "aws ec2 create-nat-gateway --subnet-id subnet-0a1b2c3d4e5f60001 --allocation-id {id} \
         --query NatGateway.NatGatewayId --output text"
    ));
    the.simulator.advance("10m");
    // The AWS CLI's own waiter is content.
    desk.ok(&format!(
        "aws ec2 wait nat-gateway-available --nat-gateway-ids {gateway}"
    ));
    let pools = json(&desk.ok("aws ec2 describe-public-ipv4-pools"));
    assert_eq!(pools["PublicIpv4Pools"][0]["TotalAddressCount"], 256);
    assert_eq!(
        pools["PublicIpv4Pools"][0]["TotalAvailableAddressCount"],
        254
    );
}

/// Provisions, lets the week pass, and tells what the describe says.
#[track_caller]
fn fails_with(the: &Move, expected: &str) {
    assert_eq!(the.provision()["ByoipCidr"]["State"], "pending-provision");
    the.simulator.advance("7d");
    let range = the.describe();
    assert_eq!(range["State"], "failed-provision");
    assert_eq!(range["StatusMessage"], expected);
}

const NO_CERTIFICATE: &str = "No X509 certificate could be found in the Whois remarks";

#[test]
fn no_certificate_in_the_record() {
    let the = Move::begin();
    the.authorize(&[16509, 14618]);
    fails_with(&the, NO_CERTIFICATE);
}

#[test]
fn the_certificate_in_the_wrong_field() {
    let the = Move::begin();
    // On the organisation, not on the network.
    the.publish("arin/organizations/EXAMPLE-1/comments");
    the.authorize(&[16509, 14618]);
    fails_with(&the, NO_CERTIFICATE);
    // whois shows it all the same, which is what misleads people.
    let (host, port) = the.simulator.whois();
    let whois = format!("whois -h {host} -p {port} 198.18.1.0 | grep -c BEGIN");
    assert_eq!(the.desk.line(&whois), "1");
}

/// `echo` without `-n`, as AWS's own guide had it for a month in 2021.
#[test]
fn a_signature_over_a_trailing_newline() {
    let mut the = Move::begin();
    the.publish("arin/networks/NET-198-18-0-0-1/comments");
    the.authorize(&[16509, 14618]);
    the.desk.set("DASH_N", "");
    fails_with(
        &the,
        "The signature in CidrAuthorizationContext could not be verified with the X509 certificates in the Regional Internet Registry (RIR) records",
    );
}

#[test]
fn only_one_amazon_asn_has_a_roa() {
    let the = Move::begin();
    the.publish("arin/networks/NET-198-18-0-0-1/comments");
    the.authorize(&[16509]);
    fails_with(
        &the,
        "The ROA is not valid or isn't found for the provided CIDR and Amazon ASNs",
    );
}

#[test]
fn advertise_before_provisioned() {
    let the = Move::begin();
    the.publish("arin/networks/NET-198-18-0-0-1/comments");
    the.authorize(&[16509, 14618]);
    the.provision();
    let refused = the
        .desk
        .run("aws ec2 advertise-byoip-cidr --cidr 198.18.1.0/24");
    let text = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success());
    assert!(
        text.contains(
            "(IncorrectState) when calling the AdvertiseByoipCidr operation: \
             The CIDR 198.18.1.0/24 is pending-provision and cannot be advertised"
        ),
        "{text}"
    );
    assert_eq!(the.describe()["State"], "pending-provision");
}
