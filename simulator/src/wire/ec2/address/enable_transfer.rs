//! EnableAddressTransfer: refused for addresses that were brought. The transfer
//! of Amazon's own is not here.
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableAddressTransfer.html>

use byoip_vocabulary::account::AccountId;

use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{parsed, required};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId};

pub(super) const ACTION: Action = Action {
    name: "EnableAddressTransfer",
    parameters: &["AllocationId", "DryRun", "TransferAccountId"],
    required: &["AllocationId", "TransferAccountId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let allocation = AllocationId::new(required(call.form, "AllocationId")?);
    let wanted = "An account has twelve digits.";
    parsed::<AccountId>(call.form, "TransferAccountId", wanted)?;
    let transfer = address::Command::Transfer(allocation);
    call.perform(Command::Address(call.caller.clone(), transfer))?;
    Ok(Xml::default())
}
