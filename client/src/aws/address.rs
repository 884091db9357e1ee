//! Elastic IP addresses: AllocateAddress, DescribeAddresses, AssociateAddress,
//! DisassociateAddress, ReleaseAddress.

use aws_sdk_ec2::types::{Address, DomainType, Filter, ResourceType, Tag, TagSpecification};
use serde_json::{Value, json};

use super::service::{Clients, Service};
use super::{CallError, Members};

/// The key of the tag that marks what a call of ours made.
const REQUEST: &str = "byoip:request";

/// Takes an address out of a pool: the one named, else any. A tag marks it, so
/// that [`find`] knows it again.
pub(crate) async fn allocate(
    aws: &Service,
    pool: Option<String>,
    address: Option<String>,
    tag: Option<String>,
) -> Result<Value, CallError> {
    let tags = tag.map(|tag| vec![tags(tag)]);
    let send = |clients: Clients| {
        let request = clients.ec2.allocate_address().domain(DomainType::Vpc);
        request
            .set_public_ipv4_pool(pool.clone())
            .set_address(address.clone())
            .set_tag_specifications(tags.clone())
            .send()
    };
    let output = aws.changing(send).await?;
    Ok(Members::default()
        .put("PublicIp", output.public_ip())
        .put("AllocationId", output.allocation_id())
        .put("PublicIpv4Pool", output.public_ipv4_pool())
        .put("NetworkBorderGroup", output.network_border_group())
        .put("Domain", output.domain().map(|domain| domain.as_str()))
        .build())
}

/// The tag of a call, on what it makes.
fn tags(request: String) -> TagSpecification {
    let tag = Tag::builder().key(REQUEST).value(request).build();
    TagSpecification::builder()
        .resource_type(ResourceType::ElasticIp)
        .tags(tag)
        .build()
}

/// The address that a call made: the one it named, else the one with its tag.
pub(crate) async fn find(
    aws: &Service,
    address: Option<&str>,
    request: &str,
) -> Result<Option<Value>, CallError> {
    let (name, value) = match address {
        Some(address) => ("public-ip".to_owned(), address),
        None => (format!("tag:{REQUEST}"), request),
    };
    let send = |clients: Clients| {
        let filter = Filter::builder().name(&name).values(value).build();
        clients.ec2.describe_addresses().filters(filter).send()
    };
    let output = aws.reading(send).await?;
    Ok(output.addresses().first().map(members))
}

/// What an address is put on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Associate {
    pub(crate) allocation: String,
    pub(crate) instance: Option<String>,
    pub(crate) interface: Option<String>,
    pub(crate) private_address: Option<String>,
}

pub(crate) async fn associate(aws: &Service, call: Associate) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        let request = clients.ec2.associate_address();
        request
            .allocation_id(&call.allocation)
            .set_instance_id(call.instance.clone())
            .set_network_interface_id(call.interface.clone())
            .set_private_ip_address(call.private_address.clone())
            .send()
    };
    let output = aws.changing(send).await?;
    Ok(Members::default()
        .put("AssociationId", output.association_id())
        .build())
}

pub(crate) async fn disassociate(aws: &Service, association: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        let request = clients.ec2.disassociate_address();
        request.association_id(association).send()
    };
    aws.changing(send).await?;
    Ok(json!({}))
}

pub(crate) async fn release(aws: &Service, allocation: &str) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        let request = clients.ec2.release_address();
        request.allocation_id(allocation).send()
    };
    aws.changing(send).await?;
    Ok(json!({}))
}

/// Every address of the account, or the one of an allocation.
pub(crate) async fn describe(
    aws: &Service,
    allocation: Option<String>,
) -> Result<Value, CallError> {
    let send = |clients: Clients| {
        let which = allocation.clone().map(|allocation| vec![allocation]);
        let request = clients.ec2.describe_addresses();
        request.set_allocation_ids(which).send()
    };
    let output = aws.reading(send).await?;
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
