//! The distinguished name in a certificate. AWS reads nothing from it; people
//! who find the certificate in a registry years later do.

use std::fmt;
use std::str::FromStr;

use openssl::nid::Nid;
use openssl::x509::{X509Name, X509NameRef};

use super::reason;

#[cfg(test)]
mod tests;

/// The seven attributes that `openssl req` asks for. At least one must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// C: two letters (ISO 3166).
    pub country: Option<String>,
    /// ST: the state or province.
    pub state: Option<String>,
    /// L: the city.
    pub locality: Option<String>,
    /// O: the company.
    pub organization: Option<String>,
    /// OU: the department.
    pub unit: Option<String>,
    /// CN: a name to tell certificates apart by.
    pub common_name: Option<String>,
    /// An address of somebody who knows about the certificate.
    pub email: Option<String>,
}

impl Subject {
    /// A subject that has a common name only.
    pub fn named(common_name: &str) -> Self {
        Self {
            common_name: Some(common_name.to_owned()),
            ..Self::default()
        }
    }

    /// The name in openssl's form. The lengths are checked by OpenSSL, which
    /// has RFC 5280's upper bounds (appendix A.1).
    pub(super) fn to_name(&self) -> Result<X509Name, SubjectError> {
        let refused = |error| SubjectError::OpenSsl(reason(&error));
        let mut name = X509Name::builder().map_err(refused)?;
        let mut empty = true;
        for (attribute, value) in self.attributes() {
            let Some(value) = value else { continue };
            name.append_entry_by_nid(attribute.nid, value)
                .map_err(|error| SubjectError::Value {
                    attribute: attribute.key,
                    value: value.to_owned(),
                    reason: reason(&error),
                })?;
            empty = false;
        }
        if empty {
            return Err(SubjectError::Empty);
        }
        Ok(name.build())
    }

    fn attributes(&self) -> [(&'static Attribute, Option<&str>); 7] {
        let [c, st, l, o, ou, cn, email] = &ATTRIBUTES;
        [
            (c, self.country.as_deref()),
            (st, self.state.as_deref()),
            (l, self.locality.as_deref()),
            (o, self.organization.as_deref()),
            (ou, self.unit.as_deref()),
            (cn, self.common_name.as_deref()),
            (email, self.email.as_deref()),
        ]
    }

    fn field(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "C" => &mut self.country,
            "ST" => &mut self.state,
            "L" => &mut self.locality,
            "O" => &mut self.organization,
            "OU" => &mut self.unit,
            "CN" => &mut self.common_name,
            "emailAddress" => &mut self.email,
            _ => return None,
        })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (attribute, value) in self.attributes() {
            if let Some(value) = value {
                write_attribute(f, attribute.key, value)?;
            }
        }
        Ok(())
    }
}

impl FromStr for Subject {
    type Err = SubjectError;

    /// Reads the form of openssl's `-subj`: `/C=US/O=Example Corp/CN=…`, where
    /// a backslash keeps the slash behind it in the value.
    fn from_str(text: &str) -> Result<Self, SubjectError> {
        let Some(text) = text.strip_prefix('/') else {
            return Err(SubjectError::NoSlash);
        };
        let mut subject = Self::default();
        for part in split(text) {
            let Some((key, value)) = part.split_once('=') else {
                return Err(SubjectError::NoEquals(part));
            };
            let Some(field) = subject.field(key) else {
                return Err(SubjectError::Unknown(key.to_owned()));
            };
            if value.is_empty() {
                return Err(SubjectError::NoValue(key.to_owned()));
            }
            if field.replace(value.to_owned()).is_some() {
                return Err(SubjectError::Twice(key.to_owned()));
            }
        }
        Ok(subject)
    }
}

/// Why there is no subject.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubjectError {
    /// No attribute at all.
    #[error("the subject is empty; give it at least a name, such as /CN=byoip.example.com")]
    Empty,
    /// The text does not begin as `-subj` does.
    #[error("a subject begins with a slash, such as /C=US/O=Example Corp/CN=byoip.example.com")]
    NoSlash,
    /// A part without an equals sign.
    #[error(
        "`{0}` in the subject is no attribute; write key=value, and \\/ for a slash in a value"
    )]
    NoEquals(String),
    /// An attribute that a certificate for AWS has no use for.
    #[error("no attribute `{0}` in a subject; there are C, ST, L, O, OU, CN and emailAddress")]
    Unknown(String),
    /// An attribute with nothing behind the equals sign.
    #[error("attribute `{0}` of the subject has no value; leave it out")]
    NoValue(String),
    /// The same attribute again.
    #[error("attribute `{0}` stands in the subject twice; give it once")]
    Twice(String),
    /// OpenSSL refused the value, mostly for its length.
    #[error("attribute {attribute} of the subject cannot be `{value}`: {reason}")]
    Value {
        /// The attribute's short name.
        attribute: &'static str,
        /// The value.
        value: String,
        /// OpenSSL's words.
        reason: String,
    },
    /// OpenSSL could not make a name.
    #[error("openssl could not make the subject: {0}")]
    OpenSsl(String),
}

/// The name of a certificate as `-subj` would take it. Control characters are
/// escaped: the text comes from a registry and goes to a terminal.
pub(super) fn text(name: &X509NameRef) -> String {
    struct Name<'a>(&'a X509NameRef);
    impl fmt::Display for Name<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for entry in self.0.entries() {
                let key = entry.object().nid().short_name().unwrap_or("?");
                let value = String::from_utf8_lossy(entry.data().as_slice());
                write_attribute(f, key, &value)?;
            }
            Ok(())
        }
    }
    Name(name).to_string()
}

fn write_attribute(f: &mut fmt::Formatter<'_>, key: &str, value: &str) -> fmt::Result {
    write!(f, "/{key}=")?;
    for found in value.chars() {
        match found {
            '/' | '\\' => write!(f, "\\{found}")?,
            found if found.is_control() => write!(f, "{}", found.escape_default())?,
            found => write!(f, "{found}")?,
        }
    }
    Ok(())
}

/// Splits at the slashes that no backslash stands before.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut characters = text.chars();
    while let Some(found) = characters.next() {
        match found {
            '/' => parts.push(std::mem::take(&mut part)),
            '\\' => part.extend(characters.next()),
            found => part.push(found),
        }
    }
    parts.push(part);
    parts
}

struct Attribute {
    key: &'static str,
    nid: Nid,
}

/// In the order in which `openssl req` asks for them.
const ATTRIBUTES: [Attribute; 7] = [
    Attribute {
        key: "C",
        nid: Nid::COUNTRYNAME,
    },
    Attribute {
        key: "ST",
        nid: Nid::STATEORPROVINCENAME,
    },
    Attribute {
        key: "L",
        nid: Nid::LOCALITYNAME,
    },
    Attribute {
        key: "O",
        nid: Nid::ORGANIZATIONNAME,
    },
    Attribute {
        key: "OU",
        nid: Nid::ORGANIZATIONALUNITNAME,
    },
    Attribute {
        key: "CN",
        nid: Nid::COMMONNAME,
    },
    Attribute {
        key: "emailAddress",
        nid: Nid::PKCS9_EMAILADDRESS,
    },
];
