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
use crate::world::aws::pool::PoolId;

/// An id as a request writes it.
pub(super) trait WireId: Clone + Ord {
    /// The id of a text, unless the text cannot be one.
    fn read(text: &str) -> Result<Self, ServiceError>;

    /// The text.
    fn as_str(&self) -> &str;
}

/// The kinds of ids whose malformed texts have a code of their own.
macro_rules! wire_ids {
    ($($kind:ident: $code:ident;)*) => {$(
        impl WireId for $kind {
            fn read(text: &str) -> Result<Self, ServiceError> {
                shaped(text, ErrorCode::$code)
            }

            fn as_str(&self) -> &str {
                self.as_str()
            }
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

/// No code is known for a malformed id of a pool: what cannot be one is the id
/// of a pool that is not there.
impl WireId for PoolId {
    fn read(text: &str) -> Result<Self, ServiceError> {
        Ok(Self::new(text))
    }

    fn as_str(&self) -> &str {
        self.as_str()
    }
}

/// An id that must be there.
pub(super) fn required<I: WireId>(form: &Form, name: &str) -> Result<I, ServiceError> {
    optional(form, name)?.ok_or_else(|| ServiceError::missing_parameter(name))
}

/// An id, if there is one.
pub(super) fn optional<I: WireId>(form: &Form, name: &str) -> Result<Option<I>, ServiceError> {
    let text = form.get(name).filter(|text| !text.is_empty());
    text.map(I::read).transpose()
}

/// A list of ids.
pub(super) fn list<I: WireId>(form: &Form, name: &str) -> Result<Vec<I>, ServiceError> {
    form.list(name).into_iter().map(I::read).collect()
}

fn shaped<I: ResourceId>(text: &str, malformed: ErrorCode) -> Result<I, ServiceError> {
    if is_shaped(text, I::PREFIX) {
        return Ok(I::new(text));
    }
    let prefix = I::PREFIX;
    Err(ServiceError::new(
        malformed,
        format!("Invalid id: \"{text}\" (expecting \"{prefix}...\")"),
    ))
}

/// Whether a text is a prefix and hexadecimal digits.
pub(super) fn is_shaped(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
