//! A call to EC2's Query API, signed as an SDK signs it.
//!
//! Source: AWS Identity and Access Management, "Create a signed AWS API
//! request". Written here a second time on purpose: what the simulator's own
//! code had signed would say little about checking what others sign.

use std::fmt::Write;

use byoip_tests::simulator::Simulator;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::{Measured, clock};

const ACCESS_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const REGION: &str = "us-east-1";
const SIGNED_HEADERS: &str = "content-type;host;x-amz-date";
const CONTENT_TYPE: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// A signed call, good for fifteen minutes.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) action: &'static str,
    /// The headers besides the host's and the length.
    pub(crate) headers: [(&'static str, String); 3],
    pub(crate) body: String,
}

impl Call {
    pub(crate) fn describe_byoip_cidrs(simulator: &Simulator) -> Self {
        Self::signed(simulator, "DescribeByoipCidrs", "&MaxResults=100")
    }

    pub(crate) fn describe_addresses(simulator: &Simulator) -> Self {
        Self::signed(simulator, "DescribeAddresses", "")
    }

    pub(crate) fn allocate_address(simulator: &Simulator) -> Self {
        Self::signed(simulator, "AllocateAddress", "&Domain=vpc")
    }

    /// One of the message's characters needs encoding, and one of a prefix's; of
    /// AWS's signature alphabet none does.
    pub(crate) fn provision(
        simulator: &Simulator,
        cidr: &str,
        message: &str,
        signature: &str,
    ) -> Self {
        let encoded = |text: &str| text.replace('|', "%7C").replace('/', "%2F");
        let parameters = format!(
            "&Cidr={}&CidrAuthorizationContext.Message={}&CidrAuthorizationContext.Signature={signature}",
            encoded(cidr),
            encoded(message),
        );
        Self::signed(simulator, "ProvisionByoipCidr", &parameters)
    }

    pub(crate) fn describe_pools(simulator: &Simulator) -> Self {
        Self::signed(simulator, "DescribePublicIpv4Pools", "")
    }

    pub(crate) fn allocate_from(simulator: &Simulator, pool: &str) -> Self {
        let parameters = format!("&Domain=vpc&PublicIpv4Pool={pool}");
        Self::signed(simulator, "AllocateAddress", &parameters)
    }

    pub(crate) fn find_address(simulator: &Simulator, address: &str) -> Self {
        let parameters = format!("&Filter.1.Name=public-ip&Filter.1.Value.1={address}");
        Self::signed(simulator, "DescribeAddresses", &parameters)
    }

    /// Signs a call to a simulator now. `parameters` begin with `&` and need no
    /// encoding.
    fn signed(simulator: &Simulator, action: &'static str, parameters: &str) -> Self {
        let body = format!("Action={action}&Version=2016-11-15{parameters}");
        let host = simulator.address();
        let date_time = clock::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let (date, _) = date_time.split_once('T').expect("the format has a T");
        let scope = format!("{date}/{REGION}/ec2/aws4_request");
        let request = format!(
            "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\nx-amz-date:{date_time}\n\n\
             {SIGNED_HEADERS}\n{}",
            hex(&Sha256::digest(&body))
        );
        let text = format!(
            "AWS4-HMAC-SHA256\n{date_time}\n{scope}\n{}",
            hex(&Sha256::digest(request))
        );
        let secret = format!("AWS4{SECRET}").into_bytes();
        let key = [date, REGION, "ec2", "aws4_request"]
            .iter()
            .fold(secret, |key, text| hmac(&key, text));
        let signature = hex(&hmac(&key, &text));
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, \
             SignedHeaders={SIGNED_HEADERS}, Signature={signature}"
        );
        let headers = [
            ("Content-Type", CONTENT_TYPE.to_owned()),
            ("X-Amz-Date", date_time),
            ("Authorization", authorization),
        ];
        Self {
            action,
            headers,
            body,
        }
    }

    /// The request as it goes over a connection.
    pub(crate) fn request(&self, host: &str) -> String {
        let mut request = format!("POST / HTTP/1.1\r\nHost: {host}\r\n");
        for (name, value) in &self.headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = self.body.len();
        request.push_str(&format!("Content-Length: {length}\r\n\r\n{}", self.body));
        request
    }

    /// Sends it on a connection of its own; the answer, if it is a 200.
    pub(crate) fn send(&self, simulator: &Simulator) -> Measured<String> {
        let request = self.request(simulator.address());
        let request = request.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        let answer = simulator.raw(request.as_bytes());
        let answer = String::from_utf8_lossy(&answer).into_owned();
        if answer.starts_with("HTTP/1.1 200 ") {
            Ok(answer)
        } else {
            Err(format!("{} was answered with:\n{answer}", self.action).into())
        }
    }
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
