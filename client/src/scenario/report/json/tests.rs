use super::*;
use crate::scenario::outcome::tests::sample;

#[test]
fn every_member_of_format_1() {
    assert_eq!(
        report(&[sample()]),
        json!({
            "format": 1,
            "scenarios": [{
                "name": "A sample",
                "file": "sample.yaml",
                "target": "embedded",
                "seed": 7,
                "succeeded": false,
                "interrupted": false,
                "skipped": null,
                "failure": null,
                "counts": { "passed": 1, "failed": 1, "skipped": 1 },
                "steps": [
                    {
                        "name": "Advertise it",
                        "line": 4,
                        "column": 5,
                        "at": "2026-01-05T09:00:00Z",
                        "outcome": "passed",
                        "said": "198.18.1.0/24 is advertised",
                        "events": [{
                            "at": "2026-01-05T09:00:00Z",
                            "noun": "range",
                            "fact": "advertised",
                            "text": "198.18.1.0/24 is advertised from AS14618",
                        }],
                        "failures": [],
                    },
                    {
                        "name": "Look",
                        "line": 5,
                        "column": 5,
                        "at": "2026-01-06T10:30:00Z",
                        "outcome": "failed",
                        "said": "no such range",
                        "events": [],
                        "failures": [{
                            "kind": "assertion",
                            "line": 6,
                            "column": 15,
                            "what": "ByoipCidrs is not as wanted",
                            "wanted": "wanted 1 elements",
                            "notes": ["seen: []"],
                        }],
                    },
                    {
                        "name": "withdraw",
                        "line": 7,
                        "column": 5,
                        "at": null,
                        "outcome": "skipped",
                        "said": "",
                        "events": [],
                        "failures": [],
                    },
                ],
                "repeat": "byoip run sample.yaml --target embedded --seed 7",
                "resume": null,
            }],
        })
    );
}
