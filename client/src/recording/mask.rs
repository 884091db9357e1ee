//! What is not written into a recording, whether or not the run knows it as a
//! secret: the message's signature, credentials, keys in URLs.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::entry::{Answer, Entry};
use crate::scenario::secrets::REDACTED;

/// Fields of a form, by the end of their names.
const FIELDS: [&str; 5] = [
    "Signature",
    "Password",
    "SecretAccessKey",
    "SecurityToken",
    "SessionToken",
];

/// Elements and members of an answer that are credentials.
const CREDENTIALS: &str = "(?i)SecretAccessKey|SessionToken|SecurityToken|AWS_SECRET_ACCESS_KEY|\
    AWS_SESSION_TOKEN|Password|PrivateKey|KeyMaterial";

/// Parameters of a URL that are keys (ARIN's is `apikey`).
const PARAMETERS: &str = r"(?i)([?&](?:apikey|api_key|key|token|password|X-Amz-[A-Za-z-]+)=)[^&#]*";

static ELEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!("<({CREDENTIALS})>[^<]*<");
    Regex::new(&pattern).expect("a fixed pattern, which a test compiles")
});

static MEMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r#""({CREDENTIALS})"(\s*:\s*)"(?:[^"\\]|\\.)*""#);
    Regex::new(&pattern).expect("a fixed pattern, which a test compiles")
});

static PARAMETER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(PARAMETERS).expect("a fixed pattern, which a test compiles"));

static USER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(://)[^/@]*@").expect("a fixed pattern, which a test compiles"));

/// Masks a line before it is kept anywhere.
pub(super) fn entry(entry: &mut Entry) {
    match entry {
        Entry::Call { call, .. } => {
            for (name, value) in &mut call.parameters {
                if FIELDS.iter().any(|field| name.ends_with(field)) {
                    REDACTED.clone_into(value);
                }
            }
            answer(&mut call.answer);
        }
        Entry::Read { read, .. } => {
            read.url = url(&read.url);
            answer(&mut read.answer);
        }
        Entry::Deed { .. } => {}
    }
}

fn answer(answer: &mut Answer) {
    let body = ELEMENT.replace_all(&answer.body, |found: &Captures<'_>| {
        format!("<{}>{REDACTED}<", found.get(1).map_or("", |it| it.as_str()))
    });
    let body = MEMBER.replace_all(&body, |found: &Captures<'_>| {
        let part = |index| found.get(index).map_or("", |it| it.as_str());
        format!("\"{}\"{}\"{REDACTED}\"", part(1), part(2))
    });
    answer.body = body.into_owned();
    if let Some(failure) = &mut answer.failure {
        *failure = url(failure);
    }
}

fn url(url: &str) -> String {
    let url = USER.replace_all(url, format!("${{1}}{REDACTED}@"));
    let masked = PARAMETER.replace_all(&url, format!("${{1}}{REDACTED}"));
    masked.into_owned()
}
