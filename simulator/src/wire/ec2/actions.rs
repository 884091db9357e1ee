//! The actions there are, by name.

use super::{Call, Ec2Error};
use crate::wire::query::xml::Xml;

/// An action: the parameters it takes besides the common ones, those that must
/// be there, and what answers it.
#[derive(Clone, Copy)]
pub(super) struct Handler {
    pub(super) parameters: &'static [&'static str],
    pub(super) required: &'static [&'static str],
    pub(super) answer: fn(&Call<'_>) -> Result<Xml, Ec2Error>,
}

/// Makes the look-up from the list of actions and their files.
macro_rules! actions {
    ($($name:literal => $file:ident;)*) => {
        /// The names, for tests and lists.
        #[cfg(test)]
        pub(super) const NAMES: &[&str] = &[$($name,)*];

        /// The action of a name.
        pub(super) fn find(name: &str) -> Option<Handler> {
            match name {
                $($name => Some(Handler {
                    parameters: super::$file::PARAMETERS,
                    required: super::$file::REQUIRED,
                    answer: super::$file::answer,
                }),)*
                _ => None,
            }
        }
    };
}

actions! {
    "AdvertiseByoipCidr" => advertise_byoip_cidr;
    "AllocateAddress" => allocate_address;
    "AssociateAddress" => associate_address;
    "CreateNatGateway" => create_nat_gateway;
    "DeleteNatGateway" => delete_nat_gateway;
    "DeprovisionByoipCidr" => deprovision_byoip_cidr;
    "DescribeAddresses" => describe_addresses;
    "DescribeByoipCidrs" => describe_byoip_cidrs;
    "DescribeInstances" => describe_instances;
    "DescribeNatGateways" => describe_nat_gateways;
    "DescribePublicIpv4Pools" => describe_public_ipv4_pools;
    "DisassociateAddress" => disassociate_address;
    "ProvisionByoipCidr" => provision_byoip_cidr;
    "ReleaseAddress" => release_address;
    "WithdrawByoipCidr" => withdraw_byoip_cidr;
}
