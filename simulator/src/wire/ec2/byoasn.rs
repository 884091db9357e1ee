//! `AsnAssociation`, the structure that the calls on AS numbers answer with.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::byoasn::{self, Association, AssociationState};
use crate::world::aws::range::RangeKey;

mod associate;
mod describe;
mod disassociate;

pub(super) const ACTIONS: &[&Action] =
    &[&associate::ACTION, &describe::ACTION, &disassociate::ACTION];

/// The association that a call is about: the caller's range and the AS.
fn association(call: &Call<'_>) -> Result<Association, ServiceError> {
    Ok(Association {
        range: RangeKey {
            account: call.caller.account(),
            region: call.caller.region.clone(),
            cidr: shapes::range(call)?,
        },
        asn: shapes::asn(call.form)?,
    })
}

/// Performs a call and answers with what has become of the association.
fn perform(
    call: &Call<'_>,
    association: &Association,
    command: byoasn::Command,
    state: AssociationState,
) -> Result<Xml, ServiceError> {
    call.perform(Command::Byoasn(command))?;
    let mut xml = Xml::default();
    xml.element("asnAssociation", |xml| {
        write_association(xml, association.asn, association.range.cidr, state);
    });
    Ok(xml)
}

/// `AsnAssociation`. Its `StatusMessage` is left out: all is well with those
/// that there are.
pub(super) fn write_association(xml: &mut Xml, asn: Asn, cidr: Prefix, state: AssociationState) {
    xml.text("asn", asn.number());
    xml.text("cidr", cidr);
    xml.text("state", state);
}
