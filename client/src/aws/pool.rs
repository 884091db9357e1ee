//! The pools that provisioned ranges feed: DescribePublicIpv4Pools.

use aws_sdk_ec2::types::{PublicIpv4Pool, PublicIpv4PoolRange};
use serde_json::{Value, json};

use super::service::{Clients, Service};
use super::{CallError, Members, further};

/// Every pool, or the one named.
pub(crate) async fn describe(aws: &Service, pool: Option<String>) -> Result<Value, CallError> {
    let mut pools = Vec::new();
    let mut token = None;
    loop {
        let send = |clients: Clients| {
            let which = pool.clone().map(|pool| vec![pool]);
            let request = clients.ec2.describe_public_ipv4_pools().set_pool_ids(which);
            request.set_next_token(token.clone()).send()
        };
        let page = aws.reading(send).await?;
        pools.extend(page.public_ipv4_pools().iter().map(members));
        token = further(token.as_deref(), page.next_token);
        if token.is_none() {
            return Ok(json!({ "PublicIpv4Pools": pools }));
        }
    }
}

fn members(pool: &PublicIpv4Pool) -> Value {
    Members::default()
        .put("PoolId", pool.pool_id())
        .put("Description", pool.description())
        .list(
            "PoolAddressRanges",
            pool.pool_address_ranges().iter().map(range),
        )
        .put("TotalAddressCount", pool.total_address_count())
        .put(
            "TotalAvailableAddressCount",
            pool.total_available_address_count(),
        )
        .put("NetworkBorderGroup", pool.network_border_group())
        .build()
}

fn range(range: &PublicIpv4PoolRange) -> Value {
    Members::default()
        .put("FirstAddress", range.first_address())
        .put("LastAddress", range.last_address())
        .put("AddressCount", range.address_count())
        .put("AvailableAddressCount", range.available_address_count())
        .build()
}
