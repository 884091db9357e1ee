//! Where RunInstances puts what it launches: a subnet, or the interface that
//! `NetworkInterface.1` describes or names.

use std::net::Ipv4Addr;

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::ec2::ids;
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::{boolean, parsed};
use crate::world::aws::instance::Place;

const LIST: &str = "NetworkInterface";

/// The place asked for.
pub(super) fn read(form: &Form) -> Result<Place, ServiceError> {
    let numbers = form.numbered(LIST);
    let (outside, number) = match numbers.as_slice() {
        [] => return in_subnet(form, "SubnetId", "PrivateIpAddress"),
        [number] => (["SubnetId", "PrivateIpAddress"], number),
        _ => return Err(ServiceError::not_simulated("A second network interface")),
    };
    if outside.iter().any(|name| form.get(name).is_some()) {
        return Err(ServiceError::combination(
            "Network interfaces and an instance-level subnet ID or private IP address may not be specified on the same request",
        ));
    }
    let member = |name: &str| format!("{LIST}.{number}.{name}");
    let device = member("DeviceIndex");
    match form.get(&device) {
        Some("0") => {}
        Some(other) => {
            let why = "The first network interface has the device index 0.";
            return Err(ServiceError::invalid_value(&device, other, why));
        }
        None => return Err(ServiceError::missing_parameter(&device)),
    }
    let name = member("AssociatePublicIpAddress");
    if boolean(form, &name)?.unwrap_or(false) {
        return Err(ServiceError::not_simulated("A public address at launch"));
    }
    let ends_with_it = boolean(form, &member("DeleteOnTermination"))?;
    let (subnet, address) = (member("SubnetId"), member("PrivateIpAddress"));
    let Some(interface) = ids::optional(form, &member("NetworkInterfaceId"))? else {
        if ends_with_it == Some(false) {
            return Err(ServiceError::not_simulated(
                "An interface that is made for an instance and outlives it",
            ));
        }
        return in_subnet(form, &subnet, &address);
    };
    if form.get(&subnet).or_else(|| form.get(&address)).is_some() {
        return Err(ServiceError::combination(
            "A network interface ID may not be combined with a subnet ID or a private IP address",
        ));
    }
    Ok(Place::Interface {
        interface,
        ends_with_it: ends_with_it.unwrap_or(false),
    })
}

fn in_subnet(form: &Form, subnet: &str, address: &str) -> Result<Place, ServiceError> {
    let wanted = "This is not a valid IPv4 address.";
    let private_address = parsed::<Ipv4Addr>(form, address, wanted)?;
    let Some(subnet) = ids::optional(form, subnet)? else {
        return Err(ServiceError::new(
            ErrorCode::VpcIdNotSpecified,
            "No default VPC for this user: the request must contain the parameter SubnetId",
        ));
    };
    Ok(Place::Subnet {
        subnet,
        private_address,
    })
}
