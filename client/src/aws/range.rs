//! The ranges themselves: ProvisionByoipCidr, DescribeByoipCidrs,
//! AdvertiseByoipCidr, WithdrawByoipCidr, DeprovisionByoipCidr.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{ByoipCidr, CidrAuthorizationContext};
use serde_json::{Value, json};

use super::{CallError, Members, PAGE};

/// What ProvisionByoipCidr is called with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Provision {
    pub(crate) cidr: String,
    pub(crate) message: Option<String>,
    pub(crate) signature: Option<String>,
    pub(crate) description: Option<String>,
}

pub(crate) async fn provision(ec2: &Client, call: Provision) -> Result<Value, CallError> {
    let context = if call.message.is_none() && call.signature.is_none() {
        None
    } else {
        let built = CidrAuthorizationContext::builder()
            .set_message(call.message)
            .set_signature(call.signature)
            .build();
        Some(built)
    };
    let output = ec2
        .provision_byoip_cidr()
        .cidr(call.cidr)
        .set_cidr_authorization_context(context)
        .set_description(call.description)
        .send()
        .await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn advertise(ec2: &Client, cidr: &str) -> Result<Value, CallError> {
    let output = ec2.advertise_byoip_cidr().cidr(cidr).send().await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn withdraw(ec2: &Client, cidr: &str) -> Result<Value, CallError> {
    let output = ec2.withdraw_byoip_cidr().cidr(cidr).send().await?;
    Ok(answer(output.byoip_cidr()))
}

pub(crate) async fn deprovision(ec2: &Client, cidr: &str) -> Result<Value, CallError> {
    let output = ec2.deprovision_byoip_cidr().cidr(cidr).send().await?;
    Ok(answer(output.byoip_cidr()))
}

/// Every range, or the one named: the call itself has no filter.
pub(crate) async fn describe(ec2: &Client, cidr: Option<&str>) -> Result<Value, CallError> {
    let mut pages = ec2
        .describe_byoip_cidrs()
        .into_paginator()
        .page_size(PAGE)
        .items()
        .send();
    let mut ranges = Vec::new();
    while let Some(range) = pages.next().await {
        let range = range?;
        if cidr.is_none_or(|cidr| range.cidr() == Some(cidr)) {
            ranges.push(members(&range));
        }
    }
    Ok(json!({ "ByoipCidrs": ranges }))
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
