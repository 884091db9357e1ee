//! The ranges themselves: ProvisionByoipCidr, DescribeByoipCidrs,
//! AdvertiseByoipCidr, WithdrawByoipCidr, DeprovisionByoipCidr.

use aws_sdk_ec2::types::{ByoipCidr, CidrAuthorizationContext};
use serde_json::{Value, json};

use super::service::{Clients, Service};
use super::{CallError, Members, PAGE, further};

/// What ProvisionByoipCidr is called with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Provision {
    pub(crate) cidr: String,
    pub(crate) message: Option<String>,
    pub(crate) signature: Option<String>,
    pub(crate) description: Option<String>,
}

pub(crate) async fn provision(aws: &Service, call: Provision) -> Result<Value, CallError> {
    let context = if call.message.is_none() && call.signature.is_none() {
        None
    } else {
        let built = CidrAuthorizationContext::builder()
            .set_message(call.message)
            .set_signature(call.signature)
            .build();
        Some(built)
    };
    let send = |clients: Clients| {
        let request = clients.ec2.provision_byoip_cidr();
        request
            .cidr(&call.cidr)
            .set_cidr_authorization_context(context.clone())
            .set_description(call.description.clone())
            .send()
    };
    let output = aws.changing(send).await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn advertise(aws: &Service, cidr: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| clients.ec2.advertise_byoip_cidr().cidr(cidr).send();
    let output = aws.changing(send).await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn withdraw(aws: &Service, cidr: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| clients.ec2.withdraw_byoip_cidr().cidr(cidr).send();
    let output = aws.changing(send).await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn deprovision(aws: &Service, cidr: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| clients.ec2.deprovision_byoip_cidr().cidr(cidr).send();
    let output = aws.changing(send).await?;
    Ok(answer(output.byoip_cidr()))
}

/// Every range, or the one named: the call itself has no filter.
pub(crate) async fn describe(aws: &Service, cidr: Option<&str>) -> Result<Value, CallError> {
    let mut ranges = Vec::new();
    let mut token = None;
    loop {
        let send = |clients: Clients| {
            let request = clients.ec2.describe_byoip_cidrs().max_results(PAGE);
            request.set_next_token(token.clone()).send()
        };
        let page = aws.reading(send).await?;
        let wanted = |range: &&ByoipCidr| cidr.is_none_or(|cidr| range.cidr() == Some(cidr));
        ranges.extend(page.byoip_cidrs().iter().filter(wanted).map(members));
        token = further(token.as_deref(), page.next_token);
        if token.is_none() {
            return Ok(json!({ "ByoipCidrs": ranges }));
        }
    }
}

fn answer(range: Option<&ByoipCidr>) -> Value {
    Members::default()
        .put("ByoipCidr", range.map(members))
        .build()
}

fn members(range: &ByoipCidr) -> Value {
    Members::default()
        .put("Cidr", range.cidr())
        .put("Description", range.description())
        .put("StatusMessage", range.status_message())
        .put("State", range.state().map(|state| state.as_str()))
        .put("NetworkBorderGroup", range.network_border_group())
        .put("AdvertisementType", range.advertisement_type())
        .build()
}
