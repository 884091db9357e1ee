//! The ids of AWS's things: a prefix that names the kind, then what the seed
//! gave.
//!
//! Ids that only one noun speaks of stand in that noun's file.

/// An id of one kind of thing.
pub trait ResourceId {
    /// What every id of the kind begins with: `vpc-`.
    const PREFIX: &'static str;

    /// The id of a text; whether it exists is the world's to say.
    fn new(text: &str) -> Self;
}

/// Makes a newtype for a kind of id.
macro_rules! resource_ids {
    ($($name:ident = $prefix:literal;)*) => {$(
        #[doc = concat!("`", $prefix, "…`.")]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $name(String);

        impl $name {
            /// The id of a text; whether it exists is the world's to say.
            pub fn new(text: &str) -> Self {
                Self(text.to_owned())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::world::aws::ids::ResourceId for $name {
            const PREFIX: &'static str = $prefix;

            fn new(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

pub(super) use resource_ids;

resource_ids! {
    VpcId = "vpc-";
    VpcCidrAssociationId = "vpc-cidr-assoc-";
    SubnetId = "subnet-";
    InternetGatewayId = "igw-";
    RouteTableId = "rtb-";
    RouteTableAssociationId = "rtbassoc-";
    NetworkInterfaceId = "eni-";
    AttachmentId = "eni-attach-";
    InstanceId = "i-";
    ReservationId = "r-";
    NatGatewayId = "nat-";
}
