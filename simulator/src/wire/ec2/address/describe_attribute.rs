//! DescribeAddressesAttribute
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html>

use super::attribute;
use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::address::{self, AllocationId};

pub(super) const ACTION: Action = Action {
    name: "DescribeAddressesAttribute",
    parameters: &[
        "AllocationId.N",
        "Attribute",
        "DryRun",
        "MaxResults",
        "NextToken",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call, sizes::DESCRIBE_ADDRESSES_ATTRIBUTE)?;
    check_attribute(call)?;
    let world = call.observe();
    let home = call.caller.home();
    let wanted = call.form.list("AllocationId");
    for id in &wanted {
        let allocation = AllocationId::new(id);
        if world.addresses().at(&home, &allocation).is_none() {
            return Err(call.refused(address::Refusal::UnknownAllocation { allocation }));
        }
    }
    let chosen = world
        .addresses()
        .of(&home)
        .filter(|(id, _)| wanted.is_empty() || wanted.contains(&id.as_str()));
    let (addresses, next) = page.cut(chosen.collect(), |(id, _)| (*id).clone());
    let mut xml = Xml::default();
    xml.list("addressSet", addresses, |xml, (id, address)| {
        attribute::write(xml, id, address);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// The one attribute that there is.
pub(super) fn check_attribute(call: &Call<'_>) -> Result<(), ServiceError> {
    match call.form.get("Attribute") {
        None | Some("domain-name") => Ok(()),
        Some(other) => Err(ServiceError::invalid_value(
            "Attribute",
            other,
            "Use domain-name.",
        )),
    }
}
