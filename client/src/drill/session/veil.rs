//! What stands in an exercise's file and would tell its cause to whoever looks into
//! the folder: there in base64. It keeps nothing from somebody who wants to know; it
//! keeps a trainee who looks around from reading it by accident.

use openssl::base64;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) fn serialize<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let json = serde_json::to_vec(value).map_err(serde::ser::Error::custom)?;
    base64::encode_block(&json).serialize(serializer)
}

pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    let json = base64::decode_block(&text).map_err(D::Error::custom)?;
    serde_json::from_slice(&json).map_err(D::Error::custom)
}
