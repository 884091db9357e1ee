//! DescribeInstances
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html>

use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::pages::Page;
use crate::wire::ec2::shapes::timestamp;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::address::Address;
use crate::world::aws::network::{self, Instance, InstanceId, NetworkInterfaceId, Subnet};

pub(super) const ACTION: Action = Action {
    name: "DescribeInstances",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "InstanceId.N",
        "MaxResults",
        "NextToken",
    ],
    required: &[],
    unsupported: &["IncludeManagedResources"],
    answer,
};

const FILTERS: &[&str] = &[
    "instance-id",
    "instance-state-name",
    "ip-address",
    "private-ip-address",
    "subnet-id",
    "tag:Name",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call.form, 5..=1000)?;
    let filters = Filters::read(call.form, FILTERS)?;
    let world = call.observe();
    let (account, region) = (call.caller.account(), &call.caller.region);
    let wanted = call.form.list("InstanceId");
    for id in &wanted {
        let instance = InstanceId::new(id);
        if world
            .networks()
            .instance(account, region, &instance)
            .is_none()
        {
            return Err(call.refused(network::Refusal::UnknownInstance { instance }));
        }
    }
    let chosen = world
        .networks()
        .instances(account, region)
        .filter(|(id, instance, subnet)| {
            let address = public_address(&world, &instance.interface);
            (wanted.is_empty() || wanted.contains(&id.as_str()))
                && filters.pass(world.tags().of(id.as_str()), |name| {
                    values(name, id, instance, subnet, address)
                })
        });
    let (instances, next) = page.cut(chosen.collect());
    let mut xml = Xml::default();
    xml.list(
        "reservationSet",
        instances,
        |xml, (id, instance, subnet)| {
            let address = public_address(&world, &instance.interface);
            // One reservation an instance, its id made of the instance's.
            xml.text("reservationId", id.as_str().replacen("i-", "r-", 1));
            xml.text("ownerId", account);
            xml.element("groupSet", |_| {});
            xml.list("instancesSet", [()], |xml, ()| {
                write(xml, call, id, instance, subnet, address);
            });
        },
    );
    xml.optional("nextToken", next);
    Ok(xml)
}

fn write(
    xml: &mut Xml,
    call: &Call<'_>,
    id: &InstanceId,
    instance: &Instance,
    subnet: &Subnet,
    address: Option<&Address>,
) {
    xml.text("instanceId", id);
    xml.text("imageId", &instance.image);
    xml.element("instanceState", |xml| {
        // 16 is the API's code of a running instance.
        xml.text("code", 16);
        xml.text("name", "running");
    });
    xml.text("instanceType", &instance.instance_type);
    xml.text("launchTime", timestamp(instance.launched));
    xml.element("placement", |xml| {
        xml.text("availabilityZone", &subnet.availability_zone);
        xml.text("tenancy", "default");
    });
    xml.text("subnetId", &instance.subnet);
    xml.text("vpcId", &subnet.vpc);
    xml.text("privateIpAddress", instance.private_address);
    xml.optional("ipAddress", address.map(|address| address.address));
    xml.list("tagSet", instance.name.as_ref(), |xml, name| {
        xml.text("key", "Name");
        xml.text("value", name);
    });
    xml.list("networkInterfaceSet", [()], |xml, ()| {
        xml.text("networkInterfaceId", &instance.interface);
        xml.text("subnetId", &instance.subnet);
        xml.text("vpcId", &subnet.vpc);
        xml.text("ownerId", call.caller.account());
        xml.text("status", "in-use");
        xml.text("privateIpAddress", instance.private_address);
        if let Some(address) = address {
            xml.element("association", |xml| {
                xml.text("publicIp", address.address);
                xml.text("ipOwnerId", call.caller.account());
            });
        }
    });
}

fn public_address<'a>(world: &'a World, interface: &NetworkInterfaceId) -> Option<&'a Address> {
    let (_, address) = world.addresses().of_interface(interface)?;
    Some(address)
}

/// What an instance has under a filter's name.
fn values(
    name: &str,
    id: &InstanceId,
    instance: &Instance,
    subnet: &Subnet,
    address: Option<&Address>,
) -> Vec<String> {
    let value = match name {
        "instance-id" => Some(id.to_string()),
        "instance-state-name" => Some("running".to_owned()),
        "ip-address" => address.map(|address| address.address.to_string()),
        "private-ip-address" => Some(instance.private_address.to_string()),
        "subnet-id" => Some(instance.subnet.to_string()),
        "tag:Name" => instance.name.clone(),
        "vpc-id" => Some(subnet.vpc.to_string()),
        _ => None,
    };
    value.into_iter().collect()
}
