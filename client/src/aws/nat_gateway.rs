//! NAT gateways: CreateNatGateway, DescribeNatGateways, DeleteNatGateway.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{NatGateway, NatGatewayAddress};
use serde_json::{Value, json};

use super::{CallError, Members};

/// A public NAT gateway in a subnet, with the address of an allocation. The
/// client token makes a repeated call the same call.
pub(crate) async fn create(
    ec2: &Client,
    subnet: &str,
    allocation: &str,
    token: &str,
) -> Result<Value, CallError> {
    let output = ec2
        .create_nat_gateway()
        .subnet_id(subnet)
        .allocation_id(allocation)
        .client_token(token)
        .send()
        .await?;
    Ok(Members::default()
        .put("NatGateway", output.nat_gateway().map(members))
        .build())
}

pub(crate) async fn delete(ec2: &Client, gateway: &str) -> Result<Value, CallError> {
    let output = ec2
        .delete_nat_gateway()
        .nat_gateway_id(gateway)
        .send()
        .await?;
    Ok(Members::default()
        .put("NatGatewayId", output.nat_gateway_id())
        .build())
}

/// Every NAT gateway, or the one named.
pub(crate) async fn describe(ec2: &Client, gateway: Option<String>) -> Result<Value, CallError> {
    let mut pages = ec2
        .describe_nat_gateways()
        .set_nat_gateway_ids(gateway.map(|gateway| vec![gateway]))
        .into_paginator()
        .items()
        .send();
    let mut gateways = Vec::new();
    while let Some(gateway) = pages.next().await {
        gateways.push(members(&gateway?));
    }
    Ok(json!({ "NatGateways": gateways }))
}

fn members(gateway: &NatGateway) -> Value {
    Members::default()
        .put("NatGatewayId", gateway.nat_gateway_id())
        .put("State", gateway.state().map(|state| state.as_str()))
        .put("SubnetId", gateway.subnet_id())
        .put("VpcId", gateway.vpc_id())
        .put("FailureCode", gateway.failure_code())
        .put("FailureMessage", gateway.failure_message())
        .list(
            "NatGatewayAddresses",
            gateway.nat_gateway_addresses().iter().map(address),
        )
        .build()
}

fn address(address: &NatGatewayAddress) -> Value {
    Members::default()
        .put("AllocationId", address.allocation_id())
        .put("NetworkInterfaceId", address.network_interface_id())
        .put("PrivateIp", address.private_ip())
        .put("PublicIp", address.public_ip())
        .put("AssociationId", address.association_id())
        .put("Status", address.status().map(|status| status.as_str()))
        .build()
}
