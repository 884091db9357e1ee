//! AWS's published examples, with each text on the way: the Signature Version 4
//! test suite (`get-vanilla`, `post-x-www-form-urlencoded`) and the worked
//! example of the IAM guide (ListUsers). `tests/golden/SOURCES.md` says where
//! they stand.

use super::*;

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const DATE: &str = "20150830T123600Z";

struct Vector<'a> {
    service: &'a str,
    signed: Signed<'a>,
    canonical_request: &'a str,
    string_to_sign: &'a str,
    signature: &'a str,
}

#[track_caller]
fn check(vector: &Vector<'_>) {
    let scope = Scope {
        access_key: "AKIDEXAMPLE".to_owned(),
        date: "20150830".to_owned(),
        region: "us-east-1".to_owned(),
        service: vector.service.to_owned(),
    };
    let canonical_request = vector.signed.canonical_request();
    assert_eq!(canonical_request, vector.canonical_request);
    let text = string_to_sign(&scope, DATE, &canonical_request);
    assert_eq!(text, vector.string_to_sign);
    assert_eq!(signature(SECRET, &scope, &text), vector.signature);
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn get_vanilla() {
    let headers = pairs(&[("host", "example.amazonaws.com"), ("x-amz-date", DATE)]);
    check(&Vector {
        service: "service",
        signed: Signed {
            method: "GET",
            path: "/",
            query: &[],
            headers: &headers,
            body: b"",
        },
        canonical_request: &format!(
            "GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:{DATE}\n\nhost;x-amz-date\n{EMPTY}"
        ),
        string_to_sign: &format!(
            "AWS4-HMAC-SHA256\n{DATE}\n20150830/us-east-1/service/aws4_request\n\
             bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63"
        ),
        signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    });
}

#[test]
fn list_users() {
    let content_type = "application/x-www-form-urlencoded; charset=utf-8";
    let headers = pairs(&[
        ("content-type", content_type),
        ("host", "iam.amazonaws.com"),
        ("x-amz-date", DATE),
    ]);
    let query = pairs(&[("Version", "2010-05-08"), ("Action", "ListUsers")]);
    check(&Vector {
        service: "iam",
        signed: Signed {
            method: "GET",
            path: "/",
            query: &query,
            headers: &headers,
            body: b"",
        },
        canonical_request: &format!(
            "GET\n/\nAction=ListUsers&Version=2010-05-08\ncontent-type:{content_type}\n\
             host:iam.amazonaws.com\nx-amz-date:{DATE}\n\ncontent-type;host;x-amz-date\n{EMPTY}"
        ),
        string_to_sign: &format!(
            "AWS4-HMAC-SHA256\n{DATE}\n20150830/us-east-1/iam/aws4_request\n\
             f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
        ),
        signature: "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    });
}

#[test]
fn post_x_www_form_urlencoded() {
    let headers = pairs(&[
        ("content-type", "application/x-www-form-urlencoded"),
        ("host", "example.amazonaws.com"),
        ("x-amz-date", DATE),
    ]);
    let signed = Signed {
        method: "POST",
        path: "/",
        query: &[],
        headers: &headers,
        body: b"Param1=value1",
    };
    let scope = Scope {
        access_key: "AKIDEXAMPLE".to_owned(),
        date: "20150830".to_owned(),
        region: "us-east-1".to_owned(),
        service: "service".to_owned(),
    };
    let text = string_to_sign(&scope, DATE, &signed.canonical_request());
    assert_eq!(
        signature(SECRET, &scope, &text),
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
    );
}

/// Blanks at the ends of a header go, blanks inside become one; what a query
/// holds is encoded.
#[test]
fn blanks_and_encoding() {
    let headers = pairs(&[("my-header", "  a   b  c ")]);
    let query = pairs(&[("b", "ü /~"), ("a", "")]);
    let signed = Signed {
        method: "GET",
        path: "/x y",
        query: &query,
        headers: &headers,
        body: b"",
    };
    let text = signed.canonical_request();
    assert!(
        text.starts_with("GET\n/x%20y\na=&b=%C3%BC%20%2F~\nmy-header:a b c\n\n"),
        "{text}"
    );
}
