//! CreateLoadBalancer
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>

use byoip_vocabulary::error_code::ErrorCode;

use super::write;
use crate::wire::elbv2::parameters::{invalid, not_one_of, required};
use crate::wire::elbv2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::AllocationId;
use crate::world::aws::ids::SubnetId;
use crate::world::aws::load_balancer::{Command as OfBalancer, Kind, Mapping, Scheme, Wish};

pub(super) const ACTION: Action = Action {
    name: "CreateLoadBalancer",
    parameters: &[
        "IpAddressType",
        "Name",
        "Scheme",
        "SubnetMappings.member.N.AllocationId",
        "SubnetMappings.member.N.SubnetId",
        "Subnets.member.N",
        "Tags.member.N.Key",
        "Tags.member.N.Value",
        "Type",
    ],
    required: &["Name"],
    unsupported: &[
        "CustomerOwnedIpv4Pool",
        "EnablePrefixForIpv6SourceNat",
        "IpamPools.Ipv4IpamPoolId",
        "SecurityGroups.member.N",
        "SubnetMappings.member.N.IPv6Address",
        "SubnetMappings.member.N.PrivateIPv4Address",
        "SubnetMappings.member.N.SourceNatIpv6Prefix",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    check_address_type(form)?;
    let name = required(form, "Name")?.to_owned();
    let wish = Wish {
        name: name.clone(),
        kind: kind(form)?,
        scheme: scheme(form)?,
        mappings: mappings(form)?,
        tags: tag::read(form)?,
    };
    let create = OfBalancer::Create(wish);
    call.perform(Command::LoadBalancer(call.caller.clone(), create))?;
    let world = call.read();
    let made = world.load_balancers().named(&call.caller.home(), &name);
    let mut xml = Xml::default();
    xml.members("LoadBalancers", made, |xml, (arn, balancer)| {
        write(xml, &world, arn, balancer);
    });
    Ok(xml)
}

fn kind(form: &Form) -> Result<Kind, ServiceError> {
    match form.get("Type") {
        None | Some("application") => Ok(Kind::Application),
        Some("network") => Ok(Kind::Network),
        Some("gateway") => Err(ServiceError::not_simulated(
            "The load balancer type gateway",
        )),
        Some(other) => Err(not_one_of("Type", other, "application, gateway, network")),
    }
}

fn scheme(form: &Form) -> Result<Scheme, ServiceError> {
    match form.get("Scheme") {
        None | Some("internet-facing") => Ok(Scheme::InternetFacing),
        Some("internal") => Ok(Scheme::Internal),
        Some(other) => Err(ServiceError::new(
            ErrorCode::InvalidScheme,
            format!("The scheme '{other}' is not valid; use internet-facing or internal"),
        )),
    }
}

fn check_address_type(form: &Form) -> Result<(), ServiceError> {
    let what = match form.get("IpAddressType") {
        None | Some("ipv4") => return Ok(()),
        Some(known @ ("dualstack" | "dualstack-without-public-ipv4")) => known,
        Some(other) => {
            let those = "ipv4, dualstack, dualstack-without-public-ipv4";
            return Err(not_one_of("IpAddressType", other, those));
        }
    };
    let what = format!("The IP address type {what}");
    Err(ServiceError::not_simulated(&what))
}

fn mappings(form: &Form) -> Result<Vec<Mapping>, ServiceError> {
    let subnets = form.list("Subnets.member");
    let numbers = form.numbered("SubnetMappings.member");
    if !subnets.is_empty() && !numbers.is_empty() {
        let why = "You must specify either subnets or subnet mappings, but not both";
        return Err(invalid(why));
    }
    let plain = subnets.into_iter().map(|subnet| {
        Ok(Mapping {
            subnet: SubnetId::new(subnet),
            allocation: None,
        })
    });
    let mapped = numbers.into_iter().map(|number| {
        let mapping = format!("SubnetMappings.member.{number}");
        let allocation = form.get(&format!("{mapping}.AllocationId"));
        Ok(Mapping {
            subnet: SubnetId::new(required(form, &format!("{mapping}.SubnetId"))?),
            allocation: allocation.map(AllocationId::new),
        })
    });
    plain.chain(mapped).collect()
}
