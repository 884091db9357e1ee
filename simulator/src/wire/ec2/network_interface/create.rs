//! CreateNetworkInterface
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html>

use std::net::Ipv4Addr;

use super::write;
use crate::wire::ec2::{ids, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{client_token, parsed};
use crate::wire::query::xml::Xml;
use crate::world::aws::network_interface::{self, Fact as Happened};
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateNetworkInterface",
    parameters: &[
        "ClientToken",
        "Description",
        "DryRun",
        "PrivateIpAddress",
        "SubnetId",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &["SubnetId"],
    unsupported: &[
        "ConnectionTrackingSpecification.TcpEstablishedTimeout",
        "ConnectionTrackingSpecification.UdpStreamTimeout",
        "ConnectionTrackingSpecification.UdpTimeout",
        "EnablePrimaryIpv6",
        "InterfaceType",
        "Ipv4Prefix.N.Ipv4Prefix",
        "Ipv4PrefixCount",
        "Ipv6AddressCount",
        "Ipv6Addresses.N.Ipv6Address",
        "Ipv6Addresses.N.IsPrimaryIpv6",
        "Ipv6Prefix.N.Ipv6Prefix",
        "Ipv6PrefixCount",
        "Operator.Principal",
        "PrivateIpAddresses.N.Primary",
        "PrivateIpAddresses.N.PrivateIpAddress",
        "SecondaryPrivateIpAddressCount",
        "SecurityGroupId.N",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let token = client_token(form)?;
    let wanted = "This is not a valid IPv4 address.";
    let command = network_interface::Command::Create {
        subnet: ids::required(form, "SubnetId")?,
        private_address: parsed::<Ipv4Addr>(form, "PrivateIpAddress", wanted)?,
        description: form.get("Description").map(str::to_owned),
        token: token.clone(),
        tags: tag::specified(form, ResourceType::NetworkInterface)?,
    };
    let facts = call.perform(Command::NetworkInterface(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    let interfaces = world.network_interfaces();
    // Without a new one, the token named the one that is there.
    let found = match facts.first() {
        Some(Fact::NetworkInterface(Happened::Created { interface: id, .. })) => {
            interfaces.at(&home, id).map(|interface| (id, interface))
        }
        Some(_) | None => {
            let token = token.as_deref();
            token.and_then(|token| interfaces.of_token(&home, token))
        }
    };
    let mut xml = Xml::default();
    if let Some((id, interface)) = found {
        xml.element("networkInterface", |xml| {
            write(xml, &world, &home, id, interface);
        });
    }
    xml.optional("clientToken", token);
    Ok(xml)
}
