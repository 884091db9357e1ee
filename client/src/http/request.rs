//! A request as it will be sent, which can be shown without its secret.

use std::fmt;

use reqwest::Method;

/// What stands for a secret wherever it is shown.
const MASK: &str = "****";

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    method: Method,
    url: String,
    headers: Vec<(&'static str, HeaderValue)>,
    body: Option<String>,
}

/// The value of a header, which may end in a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderValue {
    /// What may be seen, such as a scheme.
    open: String,
    secret: Option<String>,
}

impl Request {
    /// A request of a service by its real URL.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// The same with a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue {
            open: value.to_owned(),
            secret: None,
        };
        self.headers.push((name, value));
        self
    }

    /// The same with a header whose value ends in a secret.
    pub fn secret(mut self, name: &'static str, open: &str, secret: &str) -> Self {
        let value = HeaderValue {
            open: open.to_owned(),
            secret: Some(secret.to_owned()),
        };
        self.headers.push((name, value));
        self
    }

    /// The same with a body of a media type.
    pub fn with_body(self, media_type: &str, body: impl Into<String>) -> Self {
        let mut request = self.header("content-type", media_type);
        request.body = Some(body.into());
        request
    }

    /// The same request to another URL: a simulator's for the real one.
    pub fn at(self, url: String) -> Self {
        Self { url, ..self }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The real URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers in their order.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &HeaderValue)> {
        self.headers.iter().map(|(name, value)| (*name, value))
    }

    /// The body.
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }
}

/// As HTTP/1.1 would write it, its secrets masked.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.url)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        match &self.body {
            Some(body) => writeln!(f, "\n{body}"),
            None => Ok(()),
        }
    }
}

impl HeaderValue {
    /// The whole value, to be sent and nowhere else.
    pub(super) fn exposed(&self) -> String {
        format!(
            "{}{}",
            self.open,
            self.secret.as_deref().unwrap_or_default()
        )
    }
}

impl fmt::Display for HeaderValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.open)?;
        match self.secret {
            Some(_) => f.write_str(MASK),
            None => Ok(()),
        }
    }
}

/// What is logged or asserted shows no secret either.
impl fmt::Debug for HeaderValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
