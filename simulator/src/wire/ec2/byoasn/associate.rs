//! AssociateIpamByoasn
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIpamByoasn.html>

use super::{association, perform};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::byoasn::{AssociationState, Command};

pub(super) const ACTION: Action = Action {
    name: "AssociateIpamByoasn",
    parameters: &["Asn", "Cidr", "DryRun"],
    required: &["Asn", "Cidr"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let association = association(call)?;
    let command = Command::Associate(association.clone());
    perform(
        call,
        &association,
        command,
        AssociationState::PendingAssociation,
    )
}
