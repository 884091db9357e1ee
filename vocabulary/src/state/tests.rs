use super::*;

#[test]
fn names_read_back() {
    for state in ByoipCidrState::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
    }
    assert_eq!(
        "complete-transfer".parse::<ByoipCidrState>(),
        Err(UnknownState)
    );
}

/// The order of the SDK model's enum is alphabetical; ours follows it.
#[test]
fn stand_in_the_models_order() {
    assert!(ByoipCidrState::ALL.is_sorted_by_key(|state| state.as_str()));
}
