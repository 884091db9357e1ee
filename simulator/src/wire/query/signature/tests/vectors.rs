//! AWS's published Signature Version 4 test suite, as the tests beside read it:
//! `tests/golden/aws-sig-v4`, a folder to a vector.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::wire::http;

/// The secret of every vector.
pub(in crate::wire::query) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// Where the signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire::query) enum Form {
    Header,
    Query,
}

/// A vector.
pub(in crate::wire::query) struct Vector {
    pub(in crate::wire::query) name: String,
    folder: PathBuf,
    context: Value,
}

/// A request as the suite writes it: its own lines instead of HTTP's.
pub(in crate::wire::query) struct RawRequest {
    pub(in crate::wire::query) method: String,
    pub(in crate::wire::query) target: String,
    pub(in crate::wire::query) path: String,
    /// Decoded.
    pub(in crate::wire::query) query: Vec<(String, String)>,
    /// As written; what is folded over lines is on one.
    pub(in crate::wire::query) headers: Vec<(String, String)>,
    pub(in crate::wire::query) body: String,
}

/// Every vector of the suite.
pub(in crate::wire::query) fn all() -> Vec<Vector> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/aws-sig-v4");
    let folders = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut vectors: Vec<Vector> = folders
        .filter(|path| path.is_dir())
        .map(|folder| Vector {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            context: serde_json::from_str(&read(&folder.join("context.json"))).unwrap(),
            folder,
        })
        .collect();
    vectors.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(vectors.len(), 38, "the suite has so many");
    vectors
}

impl Vector {
    /// One of the texts on the way: `canonical-request`, `string-to-sign`, …
    pub(in crate::wire::query) fn text(&self, form: Form, what: &str) -> String {
        let form = match form {
            Form::Header => "header",
            Form::Query => "query",
        };
        read(&self.folder.join(format!("{form}-{what}.txt")))
    }

    pub(in crate::wire::query) fn signed_request(&self, form: Form) -> RawRequest {
        RawRequest::parse(&self.text(form, "signed-request"))
    }

    pub(in crate::wire::query) fn token(&self) -> Option<&str> {
        self.context["credentials"]["token"].as_str()
    }

    /// Whether the token is put in after signing.
    pub(in crate::wire::query) fn omits_token(&self) -> bool {
        self.context["omit_session_token"] == true
    }

    /// Whether the path is normalised; for S3 it is not.
    pub(in crate::wire::query) fn normalizes(&self) -> bool {
        self.context["normalize"] == true
    }
}

impl RawRequest {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let line = lines.next().unwrap().strip_suffix(" HTTP/1.1").unwrap();
        let (method, target) = line.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            if let Some(continued) = line.strip_prefix(' ') {
                let (_, value) = headers.last_mut().unwrap();
                value.push(' ');
                value.push_str(continued);
            } else {
                let (name, value) = line.split_once(':').unwrap();
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            path: path.to_owned(),
            query: http::pairs(query.as_bytes()),
            headers,
            body: body.to_owned(),
        }
    }

    /// The names that the signature lists.
    pub(in crate::wire::query) fn signed_headers(&self) -> Vec<&str> {
        let list = match http::first(&self.query, "X-Amz-SignedHeaders") {
            Some(list) => list,
            None => {
                let header = self.headers.iter().find(|it| it.0 == "Authorization");
                let (_, rest) = header.unwrap().1.split_once("SignedHeaders=").unwrap();
                rest.split(',').next().unwrap()
            }
        };
        list.split(';').collect()
    }

    /// The values of a header, a comma between them.
    pub(in crate::wire::query) fn header(&self, name: &str) -> Cow<'static, str> {
        let named = |it: &&(String, String)| it.0.eq_ignore_ascii_case(name);
        let values = self.headers.iter().filter(named).map(|it| it.1.trim());
        Cow::Owned(values.collect::<Vec<_>>().join(","))
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
