use super::*;
use crate::scenario::yaml;

fn wrong(text: &str) -> Vec<String> {
    let node = yaml::parse(text).unwrap();
    let mut problems = Problems::default();
    read(&node, &mut problems);
    match problems.into_result() {
        Ok(()) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| problem.what).collect(),
    }
}

#[test]
fn every_fault_is_read() {
    for text in [
        "list",
        "{ lift: fault-1 }",
        "{ throttle: {} }",
        "{ throttle: { operation: AdvertiseByoipCidr, times: 2 } }",
        "{ lost-reply: { operation: [AllocateAddress], sequence: [false, true] } }",
        "{ roa-deleted: { prefix: 198.18.1.0/24, origin: AS16509, in: 3d } }",
        "{ stale: { operation: DescribeByoipCidrs } }",
        "{ record-edited: { registry: arin, network: NET-198-18-0-0-1 } }",
        "{ leak: { prefix: 198.18.1.0/24, asn: AS64511, may-miss: true } }",
    ] {
        assert_eq!(wrong(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn mistakes_are_told_before_anything_runs() {
    for (text, told) in [
        ("{ throtle: {} }", "`fault` has no `throtle`"),
        ("{ slow: {} }", "`slow` needs `by`"),
        ("{ slow: { by: soon } }", "`soon`: "),
        (
            "{ throttle: { cidr: 198.18.1.0/24 } }",
            "`throttle` has no `cidr`",
        ),
        (
            "{ throttle: { may-miss: true } }",
            "`throttle` has no `may-miss`",
        ),
        (
            "{ throttle: { in: 1d, at: x } }",
            "`at` and `in` exclude each other",
        ),
        (
            "{ throttle: { times: 1, sequence: [true] } }",
            "`sequence` and `times` exclude each other",
        ),
        (
            "{ throttle: {}, slow: { by: 1s } }",
            "`slow` and `throttle` exclude each other",
        ),
    ] {
        let wrong = wrong(text);
        assert!(
            wrong.first().is_some_and(|it| it.starts_with(told)),
            "{wrong:?}"
        );
    }
}
