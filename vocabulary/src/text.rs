//! Reading a word out of a serialised document by its own `FromStr`, so that a
//! configuration file, a stored fact and the wire accept the same spellings.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

pub(crate) fn from_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    text.parse()
        .map_err(|error| de::Error::custom(format_args!("`{text}`: {error}")))
}
