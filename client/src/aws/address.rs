//! Elastic IP addresses: AllocateAddress, DescribeAddresses, AssociateAddress,
//! DisassociateAddress, ReleaseAddress.

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{Address, DomainType};
use serde_json::{Value, json};

use super::{CallError, Members};

/// Takes an address out of a pool: the one named, else any.
pub(crate) async fn allocate(
    ec2: &Client,
    pool: Option<String>,
    address: Option<String>,
) -> Result<Value, CallError> {
    let output = ec2
        .allocate_address()
        .domain(DomainType::Vpc)
        .set_public_ipv4_pool(pool)
        .set_address(address)
        .send()
        .await?;
    Ok(Members::default()
        .put("PublicIp", output.public_ip())
        .put("AllocationId", output.allocation_id())
        .put("PublicIpv4Pool", output.public_ipv4_pool())
        .put("NetworkBorderGroup", output.network_border_group())
        .put("Domain", output.domain().map(|domain| domain.as_str()))
        .build())
}

/// What an address is put on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Associate {
    pub(crate) allocation: String,
    pub(crate) instance: Option<String>,
    pub(crate) interface: Option<String>,
    pub(crate) private_address: Option<String>,
}

pub(crate) async fn associate(ec2: &Client, call: Associate) -> Result<Value, CallError> {
    let output = ec2
        .associate_address()
        .allocation_id(call.allocation)
        .set_instance_id(call.instance)
        .set_network_interface_id(call.interface)
        .set_private_ip_address(call.private_address)
        .send()
        .await?;
    Ok(Members::default()
        .put("AssociationId", output.association_id())
        .build())
}

pub(crate) async fn disassociate(ec2: &Client, association: &str) -> Result<Value, CallError> {
    ec2.disassociate_address()
        .association_id(association)
        .send()
        .await?;
    Ok(json!({}))
}

pub(crate) async fn release(ec2: &Client, allocation: &str) -> Result<Value, CallError> {
    ec2.release_address()
        .allocation_id(allocation)
        .send()
        .await?;
    Ok(json!({}))
}

/// Every address of the account, or the one of an allocation.
pub(crate) async fn describe(ec2: &Client, allocation: Option<String>) -> Result<Value, CallError> {
    let output = ec2
        .describe_addresses()
        .set_allocation_ids(allocation.map(|allocation| vec![allocation]))
        .send()
        .await?;
    let addresses: Vec<Value> = output.addresses().iter().map(members).collect();
    Ok(json!({ "Addresses": addresses }))
}

fn members(address: &Address) -> Value {
    Members::default()
        .put("PublicIp", address.public_ip())
        .put("AllocationId", address.allocation_id())
        .put("AssociationId", address.association_id())
        .put("Domain", address.domain().map(|domain| domain.as_str()))
        .put("InstanceId", address.instance_id())
        .put("NetworkInterfaceId", address.network_interface_id())
        .put("PrivateIpAddress", address.private_ip_address())
        .put("PublicIpv4Pool", address.public_ipv4_pool())
        .put("NetworkBorderGroup", address.network_border_group())
        .build()
}
