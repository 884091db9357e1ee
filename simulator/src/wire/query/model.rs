//! What AWS has, simulated or not: a name that AWS has and this world not yet is
//! told apart from one that nobody has.
//!
//! The lists are made from botocore's models by the test that holds them
//! against the models (`BLESS=1 tests/run -E 'binary(contract)'`).

#[cfg(test)]
mod tests;

/// A service and an action a line.
const ACTIONS: &str = include_str!("model/actions.txt");
/// An action of EC2 and a filter a line; filters by tag, which every describe
/// has, are not in it.
const FILTERS: &str = include_str!("model/filters.txt");

/// Whether AWS has an action.
pub(in crate::wire) fn has_action(service: &str, name: &str) -> bool {
    has(ACTIONS, service, name)
}

/// Whether an action of EC2 has a filter at AWS.
pub(in crate::wire) fn has_filter(action: &str, name: &str) -> bool {
    has(FILTERS, action, name)
}

fn has(list: &str, whose: &str, name: &str) -> bool {
    let mut lines = list.lines();
    lines.any(|line| line.split_once(' ') == Some((whose, name)))
}
