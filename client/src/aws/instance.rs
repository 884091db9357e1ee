//! Instances, for what an address is put on: DescribeInstances.

use aws_sdk_ec2::types::{Instance, InstanceNetworkInterface, Reservation};
use serde_json::{Value, json};

use super::service::{Clients, Service};
use super::{CallError, Members, further};

/// Every instance, or the one named. As the CLI, in reservations.
pub(crate) async fn describe(aws: &Service, instance: Option<String>) -> Result<Value, CallError> {
    let mut reservations = Vec::new();
    let mut token = None;
    loop {
        let send = |clients: Clients| {
            let which = instance.clone().map(|instance| vec![instance]);
            let request = clients.ec2.describe_instances().set_instance_ids(which);
            request.set_next_token(token.clone()).send()
        };
        let page = aws.reading(send).await?;
        reservations.extend(page.reservations().iter().map(reservation));
        token = further(token.as_deref(), page.next_token);
        if token.is_none() {
            return Ok(json!({ "Reservations": reservations }));
        }
    }
}

fn reservation(reservation: &Reservation) -> Value {
    Members::default()
        .put("ReservationId", reservation.reservation_id())
        .list("Instances", reservation.instances().iter().map(members))
        .build()
}

fn members(instance: &Instance) -> Value {
    let state = instance.state().and_then(|state| state.name());
    Members::default()
        .put("InstanceId", instance.instance_id())
        .put("State", state.map(|name| json!({ "Name": name.as_str() })))
        .put("SubnetId", instance.subnet_id())
        .put("VpcId", instance.vpc_id())
        .put("PrivateIpAddress", instance.private_ip_address())
        .put("PublicIpAddress", instance.public_ip_address())
        .list(
            "NetworkInterfaces",
            instance.network_interfaces().iter().map(interface),
        )
        .build()
}

fn interface(interface: &InstanceNetworkInterface) -> Value {
    Members::default()
        .put("NetworkInterfaceId", interface.network_interface_id())
        .put("PrivateIpAddress", interface.private_ip_address())
        .put(
            "Association",
            interface.association().map(|association| {
                Members::default()
                    .put("PublicIp", association.public_ip())
                    .put("IpOwnerId", association.ip_owner_id())
                    .build()
            }),
        )
        .build()
}
