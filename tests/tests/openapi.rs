//! The control API's description of itself, held against the OpenAPI
//! specification by a validator that nobody here wrote.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

#[test]
fn the_description_is_valid() {
    let simulator = Simulator::start();
    let desk = Desk::at(&simulator);
    let told = desk.ok(
        "curl -sf $BYOIP_SIMULATOR_URL/_simulator/openapi.json > openapi.json && \
         python3 -m openapi_spec_validator openapi.json",
    );
    assert!(told.contains("OK"), "{told}");
}
