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
    let simulator = Simulator::start();
    is_current(
        &with_clients(Desk::at(&simulator)),
        "table",
        "docs/unsupported.md",
    );
}

/// What the simulator tells from what nobody has.
#[test]
fn the_lists_of_what_aws_has_are_current() {
    let lists = "simulator/src/wire/query/model";
    is_current(
        &with_clients(Desk::new()),
        "actions",
        &format!("{lists}/actions.txt"),
    );
    is_current(
        &with_clients(Desk::new()),
        "filters",
        &format!("{lists}/filters.txt"),
    );
}

/// Holds a file of the repository against what a command of the contract prints.
#[track_caller]
fn is_current(desk: &Desk, command: &str, path: &str) {
    let printed = desk.ok(&format!(
        "byoip-sim fidelity --json | python3 $CLIENTS/contract.py {command}"
    ));
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(path);
    if env::var_os("BLESS").is_some() {
        fs::write(&file, &printed).expect("the file can be written");
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        there == printed,
        "{path} is not current; \
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
