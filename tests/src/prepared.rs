//! A range that AWS has every reason to provision: the second half of the
//! default world's ARIN network, with certificate, signature and ROAs.

use crate::desk::Desk;
use crate::simulator::Simulator;

/// The message that authorizes Amazon to announce the range.
pub const MESSAGE: &str = "1|aws|123456789012|198.18.1.0/24|20991231|SHA256|RSAPSS";

/// Makes key, certificate and signature at the desk, publishes the certificate
/// and the ROAs, and lets a day pass so that everyone sees them. The shell then
/// has `MESSAGE` and `SIGNATURE`.
///
/// # Panics
///
/// If a step fails.
pub fn range(simulator: &Simulator, desk: &mut Desk) {
    block(simulator, desk, "198.18.0.0/23", MESSAGE);
}

/// The same for another block of the world's ARIN network, and the message that
/// authorizes it or a part of it.
///
/// # Panics
///
/// If a step fails.
pub fn block(simulator: &Simulator, desk: &mut Desk, network: &str, message: &str) {
    desk.set("MESSAGE", message);
    desk.set("NETWORK", network);
    desk.ok(
        "byoip key new --no-passphrase && \
         byoip cert new --key private-key.pem --one-line --subject /CN=example.com --out certificate.pem && \
         curl -sf --data-binary @certificate.pem \
           $BYOIP_SIMULATOR_URL/_simulator/registry/arin/networks/$NETWORK/comments",
    );
    let signature = desk.line("byoip sign --key private-key.pem --message \"$MESSAGE\"");
    desk.set("SIGNATURE", &signature);
    for asn in ["AS16509", "AS14618"] {
        let roa = format!(r#"{{"prefix":"{network}","max_length":24,"asn":"{asn}"}}"#);
        assert_eq!(simulator.control("POST", "roas", &roa).0, 201);
    }
    simulator.advance("1d");
}
