//! Ids in requests: a text that cannot be an id is told apart from an id that
//! nothing has.
//!
//! Source: EC2 Developer Guide, "Error codes": `InvalidVpcID.Malformed` and its
//! like. How many digits an id has is not judged: EC2 knows short and long ones.

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::world::aws::ids::{
    InstanceId, InternetGatewayId, NatGatewayId, NetworkInterfaceId, ResourceId, RouteTableId,
    SubnetId, VpcId,
};

/// An id whose malformed texts have a code of their own.
pub(super) trait WireId: ResourceId {
    /// The code.
    const MALFORMED: ErrorCode;
}

macro_rules! wire_ids {
    ($($kind:ident: $code:ident;)*) => {$(
        impl WireId for $kind {
            const MALFORMED: ErrorCode = ErrorCode::$code;
        }
    )*};
}

wire_ids! {
    InstanceId: InvalidInstanceIdMalformed;
    InternetGatewayId: InvalidInternetGatewayIdMalformed;
    NatGatewayId: NatGatewayMalformed;
    NetworkInterfaceId: InvalidNetworkInterfaceIdMalformed;
    RouteTableId: InvalidRouteTableIdMalformed;
    SubnetId: InvalidSubnetIdMalformed;
    VpcId: InvalidVpcIdMalformed;
}

/// An id that must be there.
pub(super) fn required<I: WireId>(form: &Form, name: &str) -> Result<I, ServiceError> {
    optional(form, name)?.ok_or_else(|| ServiceError::missing_parameter(name))
}

/// An id, if there is one.
pub(super) fn optional<I: WireId>(form: &Form, name: &str) -> Result<Option<I>, ServiceError> {
    let text = form.get(name).filter(|text| !text.is_empty());
    text.map(read).transpose()
}

/// A list of ids.
pub(super) fn list<I: WireId>(form: &Form, name: &str) -> Result<Vec<I>, ServiceError> {
    form.list(name).into_iter().map(read).collect()
}

fn read<I: WireId>(text: &str) -> Result<I, ServiceError> {
    if is_shaped(text, I::PREFIX) {
        return Ok(I::new(text));
    }
    let prefix = I::PREFIX;
    Err(ServiceError::new(
        I::MALFORMED,
        format!("Invalid id: \"{text}\" (expecting \"{prefix}...\")"),
    ))
}

/// Whether a text is a prefix and hexadecimal digits.
pub(super) fn is_shaped(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
