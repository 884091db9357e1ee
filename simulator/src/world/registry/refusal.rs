//! Why a holder's edit of a record is refused.

use byoip_vocabulary::registry::Field;
use serde::{Deserialize, Serialize};

use super::{Member, RecordKey};

/// A refused edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// There is no such record.
    NoSuchRecord {
        /// The record asked for.
        record: RecordKey,
    },
    /// It is another's.
    NotYours {
        /// The record.
        record: RecordKey,
        /// Who asked.
        member: Member,
    },
    /// The record has no such field.
    NoSuchField {
        /// The record.
        record: RecordKey,
        /// The field asked for.
        field: Field,
    },
}
