//! `byoip schema`: the JSON Schema of scenario files, for editors.

use clap::Args;

use super::output;
use crate::exit::{Exit, Failure};
use crate::scenario::schema::SCHEMA;

/// Print the JSON Schema of scenario files, for editors
#[derive(Args, Debug)]
pub struct Schema {}

impl Schema {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        output::text(SCHEMA)?;
        Ok(Exit::Success)
    }
}
