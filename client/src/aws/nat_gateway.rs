//! NAT gateways: CreateNatGateway, DescribeNatGateways, DeleteNatGateway.

use aws_sdk_ec2::types::{NatGateway, NatGatewayAddress};
use serde_json::{Value, json};

use super::service::{Clients, Service};
use super::{CallError, Members, further};

/// A public NAT gateway in a subnet, with the address of an allocation. The
/// client token makes a repeated call the same call.
pub(crate) async fn create(
    aws: &Service,
    subnet: &str,
    allocation: &str,
    token: &str,
) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        let request = clients.ec2.create_nat_gateway().subnet_id(subnet);
        request.allocation_id(allocation).client_token(token).send()
    };
    let output = aws.changing(send).await?;
    Ok(Members::default()
        .put("NatGateway", output.nat_gateway().map(members))
        .build())
}

pub(crate) async fn delete(aws: &Service, gateway: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        clients
            .ec2
            .delete_nat_gateway()
            .nat_gateway_id(gateway)
            .send()
    };
    let output = aws.changing(send).await?;
    Ok(Members::default()
        .put("NatGatewayId", output.nat_gateway_id())
        .build())
}

/// Every NAT gateway, or the one named.
pub(crate) async fn describe(aws: &Service, gateway: Option<String>) -> Result<Value, CallError> {
    let mut gateways = Vec::new();
    let mut token = None;
    loop {
        let send = |clients: Clients| {
            let which = gateway.clone().map(|gateway| vec![gateway]);
            let request = clients
                .ec2
                .describe_nat_gateways()
                .set_nat_gateway_ids(which);
            request.set_next_token(token.clone()).send()
        };
        let page = aws.reading(send).await?;
        gateways.extend(page.nat_gateways().iter().map(members));
        token = further(token.as_deref(), page.next_token);
        if token.is_none() {
            return Ok(json!({ "NatGateways": gateways }));
        }
    }
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
