//! What is answered over TLS, to a client that nobody here wrote.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

#[test]
fn who_trusts_the_authority_is_answered() {
    let simulator = Simulator::start();
    let desk = Desk::at(&simulator);
    desk.ok("curl -sf $BYOIP_SIMULATOR_TLS_CA > ca.pem");
    let curl = "curl -sf --cacert ca.pem";
    let network = "$BYOIP_SIMULATOR_TLS_URL/rdap.arin.net/registry/ip/198.18.0.0";
    let told = desk.ok(&format!("{curl} {network}"));
    assert!(told.contains("https://localhost:"), "{told}");
    assert!(!told.contains("http://localhost:"), "{told}");
    let notification = "$BYOIP_SIMULATOR_TLS_URL/rpki.arin.example/rrdp/notification.xml";
    let head = desk.ok(&format!("{curl} --head {notification}"));
    assert!(head.contains("etag: \""), "{head}");
    let locator = desk.ok("curl -sf $BYOIP_SIMULATOR_URL/_simulator/tals/arin.tal");
    let (anchor, _) = locator.split_once('\n').expect("a line and the key");
    desk.ok(&format!(
        "{curl} {anchor} | openssl x509 -inform DER -noout -text"
    ));
}

#[test]
fn who_does_not_is_not() {
    let simulator = Simulator::start();
    let desk = Desk::at(&simulator);
    // curl's code for a certificate that it cannot verify.
    desk.fails("curl -sf $BYOIP_SIMULATOR_TLS_URL/_simulator/health", 60);
}
