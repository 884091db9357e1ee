//! DisassociateIpamByoasn
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateIpamByoasn.html>

use super::{association, perform};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::byoasn::{AssociationState, Command};

pub(super) const ACTION: Action = Action {
    name: "DisassociateIpamByoasn",
    parameters: &["Asn", "Cidr", "DryRun"],
    required: &["Asn", "Cidr"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let association = association(call)?;
    let command = Command::Disassociate(association.clone());
    perform(
        call,
        &association,
        command,
        AssociationState::PendingDisassociation,
    )
}
