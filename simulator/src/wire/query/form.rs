//! The parameters of a Query request, from a POST's body or a GET's query.
//!
//! Source: EC2 API Reference, "Query requests". A name comes once; names are
//! case-sensitive; lists are flat and 1-based (`PoolId.1`,
//! `Filter.1.Value.2`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::Method;
use http::header::CONTENT_TYPE;
use percent_encoding::percent_decode_str;

use super::super::http::Request;

#[cfg(test)]
mod tests;

/// The most parameters taken: a thousand ids, which several calls take (EC2 API
/// Reference), with fifty tags and all else.
const PARAMETERS_MAX: usize = 4_000;

/// A request's parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    parameters: BTreeMap<String, String>,
}

/// Why a request has no parameters that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormError {
    /// Longer than a request may be.
    TooLong,
    /// Neither POST nor GET.
    Method(String),
    /// A body that is no form.
    ContentType(String),
    /// Bytes that are no text, or no `name=value`.
    Malformed,
    /// A character that no XML answer could carry back.
    Character(String),
    /// A list's number that is none: `PoolId.0`, `PoolId.`.
    Number(String),
    /// A name twice.
    Twice(String),
    /// More than can be meant.
    TooMany,
}

impl Form {
    /// Reads a request's parameters.
    pub(crate) fn read(request: &Request) -> Result<Self, FormError> {
        let query = request.uri().query().unwrap_or_default();
        if request.body().len() > super::BODY_LIMIT || query.len() > super::BODY_LIMIT {
            return Err(FormError::TooLong);
        }
        match *request.method() {
            Method::GET => Self::parse(query),
            Method::POST => {
                let content_type = request.headers().get(CONTENT_TYPE);
                let content_type = content_type.and_then(|value| value.to_str().ok());
                let is_form = content_type.is_none_or(is_form);
                if !is_form {
                    let content_type = content_type.unwrap_or_default().to_owned();
                    return Err(FormError::ContentType(content_type));
                }
                let body = str::from_utf8(request.body()).map_err(|_| FormError::Malformed)?;
                Self::parse(body)
            }
            ref other => Err(FormError::Method(other.to_string())),
        }
    }

    /// Reads `name=value&…`.
    pub(crate) fn parse(text: &str) -> Result<Self, FormError> {
        let mut parameters = BTreeMap::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            // A parameter without a value is empty, as EC2 takes it.
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if name.is_empty() || !name.chars().all(is_xml) {
                return Err(FormError::Malformed);
            }
            if !value.chars().all(is_xml) {
                return Err(FormError::Character(name));
            }
            if !numbers_are_sound(&name) {
                return Err(FormError::Number(name));
            }
            if parameters.len() >= PARAMETERS_MAX {
                return Err(FormError::TooMany);
            }
            if parameters.insert(name.clone(), value).is_some() {
                return Err(FormError::Twice(name));
            }
        }
        Ok(Self { parameters })
    }

    /// A parameter's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// The names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parameters.keys().map(String::as_str)
    }

    /// A flat list's values, in the order of their numbers: `PoolId.1`, …
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.numbered(name)
            .into_iter()
            .filter_map(|number| self.get(&format!("{name}.{number}")))
            .collect()
    }

    /// The numbers that a list of structures or values has, in order.
    pub(crate) fn numbered(&self, name: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = self
            .parameters
            .keys()
            .filter_map(|key| key.strip_prefix(name)?.strip_prefix('.'))
            .filter_map(|rest| rest.split('.').next()?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Whether a media type, whose letters have no case (RFC 9110, 8.3.1), is a
/// form's.
fn is_form(content_type: &str) -> bool {
    const FORM: &str = "application/x-www-form-urlencoded";
    let start = content_type.get(..FORM.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(FORM))
}

/// XML 1.0's `Char`: what an answer can say back.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Whether every part of a name that is written in digits is a list's number.
fn numbers_are_sound(name: &str) -> bool {
    name.split('.').skip(1).all(|part| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        !part.is_empty() && (!is_number || part.parse::<u32>().is_ok_and(|number| number > 0))
    })
}

fn decode(text: &str) -> Result<String, FormError> {
    let spaced = match text.contains('+') {
        true => Cow::Owned(text.replace('+', " ")),
        false => Cow::Borrowed(text),
    };
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded.map(Into::into).map_err(|_| FormError::Malformed)
}
