use serde_json::json;

use super::*;
use crate::http::HttpError;
use crate::preflight::tests::question;

fn findings() -> Vec<Finding> {
    vec![
        Finding {
            severity: Severity::Ok,
            what: "range",
            seen: "fine".to_owned(),
            mend: None,
        },
        Finding {
            severity: Severity::Error,
            what: "certificate",
            seen: "of \u{1b}[31mEXAMPLE".to_owned(),
            mend: Some("move it".to_owned()),
        },
    ]
}

#[test]
fn lines_are_aligned_and_cannot_steer_a_terminal() {
    assert_eq!(
        text(&findings()),
        "ok       range        fine\n\
         error    certificate  of [31mEXAMPLE\n\
         \u{20}                     -> move it\n"
    );
}

#[test]
fn the_document_counts_what_it_lists() {
    let report = Report {
        findings: findings(),
        unanswered: vec![HttpError::missing("http://192.0.2.1")],
    };
    assert_eq!(
        document(&question(), &report),
        json!({
            "format": 1,
            "cidr": "198.18.1.0/24",
            "partition": "aws",
            "at": "2026-12-01T00:00:00Z",
            "errors": 1,
            "warnings": 0,
            "findings": [
                {"severity": "ok", "what": "range", "seen": "fine"},
                {
                    "severity": "error",
                    "what": "certificate",
                    "seen": "of \u{1b}[31mEXAMPLE",
                    "mend": "move it",
                },
            ],
            "unanswered": [
                "an answer of 404 Not Found; at http://192.0.2.1; \
                 check the address of the service",
            ],
        })
    );
}
