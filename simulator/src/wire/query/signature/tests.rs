//! AWS's published Signature Version 4 test suite, each text on the way of each
//! vector, and the worked example of the IAM guide. `tests/golden/SOURCES.md`
//! says where they come from.

use vectors::Form;

use super::*;

pub(in crate::wire::query) mod vectors;

#[test]
fn every_vector_in_header_and_query() {
    for vector in vectors::all() {
        for form in [Form::Header, Form::Query] {
            let mut request = vector.signed_request(form);
            // Services are of two kinds: those that sign the token with the
            // rest, and those that have it put in afterwards.
            if vector.omits_token() {
                let is_token = |name: &str| name.eq_ignore_ascii_case("x-amz-security-token");
                request.query.retain(|(name, _)| !is_token(name));
            }
            let names = request.signed_headers();
            let headers: Vec<_> = names
                .iter()
                .map(|name| (*name, request.header(name)))
                .collect();
            let path = match vector.normalizes() {
                true => normalized(&request.path),
                false => Cow::Borrowed(request.path.as_str()),
            };
            let signed = Signed {
                method: &request.method,
                path: &path,
                query: &request.query,
                headers: &headers,
                body: request.body.as_bytes(),
            };
            let scope = Scope {
                access_key: "AKIDEXAMPLE",
                date: "20150830",
                region: "us-east-1",
                service: "service",
            };
            let canonical_request = signed.canonical_request();
            let text = string_to_sign(&scope, "20150830T123600Z", &canonical_request);
            let key = signing_key(vectors::SECRET, &scope);
            let told = |what: &str| (vector.text(form, what), format!("{} {form:?}", vector.name));
            let (expected, name) = told("canonical-request");
            assert_eq!(canonical_request, expected, "{name}");
            let (expected, name) = told("string-to-sign");
            assert_eq!(text, expected, "{name}");
            let (expected, name) = told("signature");
            assert_eq!(signature(&key, &text), expected, "{name}");
        }
    }
}

/// The worked example of the IAM guide (ListUsers).
#[test]
fn list_users() {
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const DATE: &str = "20150830T123600Z";
    let content_type = "application/x-www-form-urlencoded; charset=utf-8";
    let headers = [
        ("content-type", content_type.into()),
        ("host", "iam.amazonaws.com".into()),
        ("x-amz-date", DATE.into()),
    ];
    let query = [("Version", "2010-05-08"), ("Action", "ListUsers")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let signed = Signed {
        method: "GET",
        path: "/",
        query: &query,
        headers: &headers,
        body: b"",
    };
    let scope = Scope {
        access_key: "AKIDEXAMPLE",
        date: "20150830",
        region: "us-east-1",
        service: "iam",
    };
    assert_eq!(
        signed.canonical_request(),
        format!(
            "GET\n/\nAction=ListUsers&Version=2010-05-08\ncontent-type:{content_type}\n\
             host:iam.amazonaws.com\nx-amz-date:{DATE}\n\ncontent-type;host;x-amz-date\n{EMPTY}"
        )
    );
    let text = string_to_sign(&scope, DATE, &signed.canonical_request());
    assert_eq!(
        text,
        format!(
            "AWS4-HMAC-SHA256\n{DATE}\n20150830/us-east-1/iam/aws4_request\n\
             f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"
        )
    );
    assert_eq!(
        signature(&signing_key(vectors::SECRET, &scope), &text),
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    );
}

/// What no vector has: several blanks between other words, an encoded blank in
/// the path, and a folder's own trailing slash.
#[test]
fn blanks_and_encoding() {
    let headers = [("my-header", "  a   b  c ".into())];
    let query = [("b", "ü /~"), ("a", "")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let signed = Signed {
        method: "GET",
        path: "/x%20y",
        query: &query,
        headers: &headers,
        body: b"",
    };
    let text = signed.canonical_request();
    assert!(
        text.starts_with("GET\n/x%2520y\na=&b=%C3%BC%20%2F~\nmy-header:a b c\n\n"),
        "{text}"
    );
    for (path, expected) in [
        ("/a/b/..", "/a/"),
        ("/a/./", "/a/"),
        ("/..", "/"),
        ("/.a", "/.a"),
    ] {
        assert_eq!(normalized(path), expected, "{path}");
    }
}
