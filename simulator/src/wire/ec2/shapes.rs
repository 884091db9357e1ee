//! Structures that several answers share, as the API model names their members.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::{ParsePrefixError, Prefix, PrefixError};

use crate::wire::query::action::Call;
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::{cidr, parsed, required};
pub(super) use crate::wire::query::timestamp;
use crate::wire::query::xml::Xml;
use crate::world::aws::pool::PoolId;

/// The pool of an address, `amazon` where it is none of the customer's.
pub(super) fn pool_name(pool: Option<&PoolId>) -> &str {
    pool.map_or("amazon", PoolId::as_str)
}

/// The border group asked for, if one is.
pub(super) fn border_group(form: &Form) -> Result<Option<BorderGroup>, ServiceError> {
    let wanted = "Use the name of a network border group, such as us-east-1.";
    parsed(form, "NetworkBorderGroup", wanted)
}

/// The range of a BYOIP call. With host bits set it is refused, or read as the
/// range around it, by the policy.
pub(super) fn range(call: &Call<'_>) -> Result<Prefix, ServiceError> {
    let (form, name) = (call.form, "Cidr");
    match required(form, name)?.parse() {
        Err(ParsePrefixError::Prefix(PrefixError::HostBits { network }))
            if call
                .simulation
                .with_policy(|policy| policy.host_bits_cleared) =>
        {
            Ok(network)
        }
        Ok(range) => Ok(range),
        Err(_) => cidr(form, name),
    }
}

/// The AS number of a call: the API writes it bare, without `AS`.
pub(super) fn asn(form: &Form) -> Result<Asn, ServiceError> {
    let text = required(form, "Asn")?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let asn = text.parse().ok().filter(|_| is_number);
    asn.ok_or_else(|| {
        let why = "Use the bare number of a 2-byte or 4-byte ASN, such as 64500.";
        ServiceError::invalid_value("Asn", text, why)
    })
}

/// The answer of a call that has nothing to tell: EC2 writes `return`, though
/// the model has no such member.
pub(super) fn done() -> Xml {
    let mut xml = Xml::default();
    xml.text("return", true);
    xml
}
