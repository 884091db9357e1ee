//! The IPv6 block that a VPC asks for: `Ipv6Pool`, and `Ipv6CidrBlock` of it.

use byoip_vocabulary::prefix::Prefix;

use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters;
use crate::world::aws::pool::PoolId;
use crate::world::aws::vpc::BlockWish;

/// The block that is asked for, if one is.
pub(super) fn read(form: &Form) -> Result<Option<BlockWish>, ServiceError> {
    let cidr: Option<Prefix> = match form.get("Ipv6CidrBlock") {
        Some(_) => Some(parameters::cidr(form, "Ipv6CidrBlock")?),
        None => None,
    };
    match (form.get("Ipv6Pool"), cidr) {
        (Some(pool), cidr) => Ok(Some(BlockWish {
            pool: PoolId::new(pool),
            cidr,
        })),
        // EC2 API Reference, CreateVpc: "you must also specify Ipv6Pool".
        (None, Some(_)) => Err(ServiceError::missing_parameter("Ipv6Pool")),
        (None, None) => Ok(None),
    }
}
