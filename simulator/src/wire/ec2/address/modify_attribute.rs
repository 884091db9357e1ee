//! ModifyAddressAttribute
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyAddressAttribute.html>

use super::attribute;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{parsed, required};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId, DomainName};

pub(super) const ACTION: Action = Action {
    name: "ModifyAddressAttribute",
    parameters: &["AllocationId", "DomainName", "DryRun"],
    required: &["AllocationId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let wanted = "Use a fully qualified domain name, such as mail.example.com.";
    let name = parsed::<DomainName>(call.form, "DomainName", wanted)?;
    let name = name.ok_or_else(|| ServiceError::missing_parameter("DomainName"))?;
    set(call, Some(name))
}

/// Sets an address's reverse record, or takes it away, and answers with it.
pub(super) fn set(call: &Call<'_>, name: Option<DomainName>) -> Result<Xml, ServiceError> {
    let allocation = AllocationId::new(required(call.form, "AllocationId")?);
    let set = address::Command::SetDomainName {
        allocation: allocation.clone(),
        name,
    };
    call.perform(Command::Address(call.caller.clone(), set))?;
    let world = call.read();
    let mut xml = Xml::default();
    if let Some(address) = world.addresses().allocated(&allocation) {
        xml.element("address", |xml| attribute::write(xml, &allocation, address));
    }
    Ok(xml)
}
