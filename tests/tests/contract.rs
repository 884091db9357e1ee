//! The contract with AWS's models, as botocore has them: every input member of
//! every simulated action is taken or refused on purpose, the server does as it
//! declares, and `docs/unsupported.md` lists what is not supported yet.
//!
//! That answers have only what the models have is held with each answer that
//! boto3 gets (`tests/clients/model.py`).

use std::env;
use std::fs;
use std::path::PathBuf;

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

/// The desk with the tests' Python files in `CLIENTS`.
fn with_clients(mut desk: Desk) -> Desk {
    desk.set("CLIENTS", concat!(env!("CARGO_MANIFEST_DIR"), "/clients"));
    desk
}

#[test]
fn every_member_is_taken_or_refused_on_purpose() {
    let desk = with_clients(Desk::new());
    desk.ok("byoip-sim fidelity --json | python3 $CLIENTS/contract.py declared");
}

#[test]
fn pages_are_as_large_as_the_models_have_it() {
    let desk = with_clients(Desk::new());
    desk.ok("byoip-sim fidelity --json | python3 $CLIENTS/contract.py paged");
}

#[test]
fn the_server_answers_as_it_declares() {
    let simulator = Simulator::start();
    let desk = with_clients(Desk::at(&simulator));
    desk.ok("byoip-sim fidelity --json | python3 $CLIENTS/contract.py asked");
}

#[test]
fn the_table_of_what_is_not_supported_is_current() {
    let desk = with_clients(Desk::new());
    let table = desk.ok("byoip-sim fidelity --json | python3 $CLIENTS/contract.py table");
    let page = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../docs/unsupported.md"
    ));
    if env::var_os("BLESS").is_some() {
        fs::write(&page, &table).expect("the page can be written");
    }
    let page = fs::read_to_string(&page).unwrap_or_default();
    assert!(
        page == table,
        "docs/unsupported.md is not current; \
         BLESS=1 tests/run -E 'binary(contract)' writes it anew"
    );
}

/// A check that never complains would prove nothing.
#[test]
fn the_checks_find_what_is_wrong() {
    let desk = with_clients(Desk::new());
    for module in ["contract_test", "model_test"] {
        desk.ok(&format!("python3 $CLIENTS/{module}.py"));
    }
}
