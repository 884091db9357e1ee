use std::collections::BTreeSet;

use super::*;

#[test]
fn names_are_distinct_and_read_back() {
    let names: BTreeSet<&str> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), ErrorCode::ALL.len());
    for code in ErrorCode::ALL {
        assert_eq!(code.as_str().parse(), Ok(*code));
    }
}

/// Codes that only other emulators have (facts on errors, 7.3).
#[test]
fn nobodys_inventions_are_not_here() {
    for invented in ["InvalidByoipCidr.NotFound", "ByoipCidrAlreadyExists"] {
        assert_eq!(invented.parse::<ErrorCode>(), Err(UnknownErrorCode));
    }
}
