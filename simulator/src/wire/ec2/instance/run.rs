//! RunInstances
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html>

use byoip_vocabulary::error_code::ErrorCode;

use super::{place, write_reservation};
use crate::wire::ec2::{ids, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::{client_token, parsed, required};
use crate::wire::query::xml::Xml;
use crate::world::aws::instance::{self, Request};
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "RunInstances",
    parameters: &[
        "ClientToken",
        "DryRun",
        "ImageId",
        "InstanceType",
        "MaxCount",
        "MinCount",
        "NetworkInterface.N.AssociatePublicIpAddress",
        "NetworkInterface.N.DeleteOnTermination",
        "NetworkInterface.N.DeviceIndex",
        "NetworkInterface.N.NetworkInterfaceId",
        "NetworkInterface.N.PrivateIpAddress",
        "NetworkInterface.N.SubnetId",
        "PrivateIpAddress",
        "SubnetId",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &["MinCount", "MaxCount", "ImageId"],
    unsupported: UNSUPPORTED,
    answer,
};

/// The type that one gets without naming one (EC2 API Reference, RunInstances).
const USUAL_TYPE: &str = "m1.small";

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let token = client_token(form)?;
    let types = [ResourceType::Instance, ResourceType::NetworkInterface];
    let mut tags = tag::specified_each(form, &types)?;
    let mut tags_of = |made| tags.remove(&made).unwrap_or_default();
    let command = instance::Command::Run {
        request: request(form)?,
        token: token.clone(),
        tags: tags_of(ResourceType::Instance),
        interface_tags: tags_of(ResourceType::NetworkInterface),
    };
    let facts = call.perform(Command::Instance(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    let launched = facts.iter().find_map(|fact| match fact {
        Fact::Instance(instance::Fact::Launched { reservation, .. }) => Some(reservation),
        _ => None,
    });
    // Without a new launch, the token named the one that is there.
    let token = token.as_deref();
    let again = || token.and_then(|token| world.instances().of_token(&home, token));
    let mut xml = Xml::default();
    if let Some(reservation) = launched.or_else(again) {
        let instances = world.instances().of_reservation(&home, reservation);
        write_reservation(&mut xml, &world, &home, instances);
    }
    Ok(xml)
}

fn request(form: &Form) -> Result<Request, ServiceError> {
    let image = required(form, "ImageId")?;
    if !ids::is_shaped(image, "ami-") {
        return Err(ServiceError::new(
            ErrorCode::InvalidAmiIdMalformed,
            format!("Invalid id: \"{image}\" (expecting \"ami-...\")"),
        ));
    }
    let instance_type = form.get("InstanceType").unwrap_or(USUAL_TYPE);
    Ok(Request {
        image: image.to_owned(),
        instance_type: instance_type.to_owned(),
        at_least: count(form, "MinCount")?,
        at_most: count(form, "MaxCount")?,
        place: place::read(form)?,
    })
}

fn count(form: &Form, name: &str) -> Result<u32, ServiceError> {
    let number = parsed::<u32>(form, name, "Use a whole number, 1 or more.")?;
    number.ok_or_else(|| ServiceError::missing_parameter(name))
}

const UNSUPPORTED: &[&str] = &[
    "AdditionalInfo",
    "BlockDeviceMapping.N.DeviceName",
    "BlockDeviceMapping.N.Ebs.AvailabilityZone",
    "BlockDeviceMapping.N.Ebs.AvailabilityZoneId",
    "BlockDeviceMapping.N.Ebs.DeleteOnTermination",
    "BlockDeviceMapping.N.Ebs.EbsCardIndex",
    "BlockDeviceMapping.N.Ebs.Encrypted",
    "BlockDeviceMapping.N.Ebs.Iops",
    "BlockDeviceMapping.N.Ebs.KmsKeyId",
    "BlockDeviceMapping.N.Ebs.OutpostArn",
    "BlockDeviceMapping.N.Ebs.SnapshotId",
    "BlockDeviceMapping.N.Ebs.Throughput",
    "BlockDeviceMapping.N.Ebs.VolumeInitializationRate",
    "BlockDeviceMapping.N.Ebs.VolumeSize",
    "BlockDeviceMapping.N.Ebs.VolumeType",
    "BlockDeviceMapping.N.NoDevice",
    "BlockDeviceMapping.N.VirtualName",
    "CapacityReservationSpecification.CapacityReservationPreference",
    "CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId",
    "CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationResourceGroupArn",
    "CpuOptions.AmdSevSnp",
    "CpuOptions.CoreCount",
    "CpuOptions.NestedVirtualization",
    "CpuOptions.ThreadsPerCore",
    "CreditSpecification.CpuCredits",
    "DisableApiStop",
    "DisableApiTermination",
    "EbsOptimized",
    "ElasticGpuSpecification.N.Type",
    "ElasticInferenceAccelerator.N.Count",
    "ElasticInferenceAccelerator.N.Type",
    "EnablePrimaryIpv6",
    "EnclaveOptions.Enabled",
    "HibernationOptions.Configured",
    "IamInstanceProfile.Arn",
    "IamInstanceProfile.Name",
    "InstanceInitiatedShutdownBehavior",
    "InstanceMarketOptions.MarketType",
    "InstanceMarketOptions.SpotOptions.BlockDurationMinutes",
    "InstanceMarketOptions.SpotOptions.InstanceInterruptionBehavior",
    "InstanceMarketOptions.SpotOptions.MaxPrice",
    "InstanceMarketOptions.SpotOptions.SpotInstanceType",
    "InstanceMarketOptions.SpotOptions.ValidUntil",
    "Ipv6Address.N.Ipv6Address",
    "Ipv6Address.N.IsPrimaryIpv6",
    "Ipv6AddressCount",
    "KernelId",
    "KeyName",
    "LaunchTemplate.LaunchTemplateId",
    "LaunchTemplate.LaunchTemplateName",
    "LaunchTemplate.Version",
    "LicenseSpecification.N.LicenseConfigurationArn",
    "MaintenanceOptions.AutoRecovery",
    "MetadataOptions.HttpEndpoint",
    "MetadataOptions.HttpProtocolIpv6",
    "MetadataOptions.HttpPutResponseHopLimit",
    "MetadataOptions.HttpTokens",
    "MetadataOptions.InstanceMetadataTags",
    "Monitoring.Enabled",
    "Monitoring.MetricCategoryId.N",
    "NetworkInterface.N.AssociateCarrierIpAddress",
    "NetworkInterface.N.ConnectionTrackingSpecification.TcpEstablishedTimeout",
    "NetworkInterface.N.ConnectionTrackingSpecification.UdpStreamTimeout",
    "NetworkInterface.N.ConnectionTrackingSpecification.UdpTimeout",
    "NetworkInterface.N.Description",
    "NetworkInterface.N.EnaQueueCount",
    "NetworkInterface.N.EnaSrdSpecification.EnaSrdEnabled",
    "NetworkInterface.N.EnaSrdSpecification.EnaSrdUdpSpecification.EnaSrdUdpEnabled",
    "NetworkInterface.N.InterfaceType",
    "NetworkInterface.N.Ipv4Prefix.N.Ipv4Prefix",
    "NetworkInterface.N.Ipv4PrefixCount",
    "NetworkInterface.N.Ipv6AddressCount",
    "NetworkInterface.N.Ipv6Addresses.N.Ipv6Address",
    "NetworkInterface.N.Ipv6Addresses.N.IsPrimaryIpv6",
    "NetworkInterface.N.Ipv6Prefix.N.Ipv6Prefix",
    "NetworkInterface.N.Ipv6PrefixCount",
    "NetworkInterface.N.NetworkCardIndex",
    "NetworkInterface.N.PrimaryIpv6",
    "NetworkInterface.N.PrivateIpAddresses.N.Primary",
    "NetworkInterface.N.PrivateIpAddresses.N.PrivateIpAddress",
    "NetworkInterface.N.SecondaryPrivateIpAddressCount",
    "NetworkInterface.N.SecurityGroupId.N",
    "NetworkPerformanceOptions.BandwidthWeighting",
    "Operator.Principal",
    "Placement.Affinity",
    "Placement.AvailabilityZone",
    "Placement.AvailabilityZoneId",
    "Placement.GroupId",
    "Placement.GroupName",
    "Placement.HostId",
    "Placement.HostResourceGroupArn",
    "Placement.PartitionNumber",
    "Placement.SpreadDomain",
    "Placement.Tenancy",
    "PrivateDnsNameOptions.EnableResourceNameDnsAAAARecord",
    "PrivateDnsNameOptions.EnableResourceNameDnsARecord",
    "PrivateDnsNameOptions.HostnameType",
    "RamdiskId",
    "SecondaryInterface.N.DeleteOnTermination",
    "SecondaryInterface.N.DeviceIndex",
    "SecondaryInterface.N.InterfaceType",
    "SecondaryInterface.N.NetworkCardIndex",
    "SecondaryInterface.N.PrivateIpAddress.N.PrivateIpAddress",
    "SecondaryInterface.N.PrivateIpAddressCount",
    "SecondaryInterface.N.SecondarySubnetId",
    "SecurityGroup.N",
    "SecurityGroupId.N",
    "UserData",
];
