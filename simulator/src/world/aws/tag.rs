//! Tags: key and value on things of AWS.
//!
//! Source: EC2 API Reference, CreateTags, DeleteTags, DescribeTags; EC2 User
//! Guide, "Tag your resources". All tags stand here, by the id of what carries
//! them; a thing that is gone takes its tags with it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::owned::{Home, Owned};

mod decide;
mod refusal;

pub(in crate::world) use decide::decide;
pub(super) use decide::{added, check, on_creation, removed};
pub use refusal::{KeyProblem, Refusal};

#[cfg(test)]
mod tests;

/// Tags by their keys.
pub type TagSet = BTreeMap<String, String>;

/// Makes the enum, the names and the beginnings of ids from one table.
macro_rules! resource_types {
    ($($variant:ident $name:literal $prefix:literal;)*) => {
        /// What can carry tags.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ResourceType {
            $(#[doc = $name] $variant,)*
        }

        impl ResourceType {
            /// The type as the API names it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The type that an id's beginning tells.
            pub fn of(id: &str) -> Option<Self> {
                $(if id.starts_with($prefix) {
                    return Some(Self::$variant);
                })*
                None
            }
        }
    };
}

resource_types! {
    ElasticIp "elastic-ip" "eipalloc-";
    Ipv4Pool "ipv4pool-ec2" "ipv4pool-ec2-";
    Ipv6Pool "ipv6pool-ec2" "ipv6pool-ec2-";
    NatGateway "natgateway" "nat-";
    Vpc "vpc" "vpc-";
    Subnet "subnet" "subnet-";
    InternetGateway "internet-gateway" "igw-";
    RouteTable "route-table" "rtb-";
    NetworkInterface "network-interface" "eni-";
    Instance "instance" "i-";
}

/// Which tags DeleteTags takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwanted {
    /// All of them.
    All,
    /// Those of these keys, where a value is given only if it is theirs.
    Keys(BTreeMap<String, Option<String>>),
}

/// A call on tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateTags.
    Create {
        /// The things' ids.
        resources: Vec<String>,
        /// What each gets; a key that is there gets the new value.
        tags: TagSet,
    },
    /// DeleteTags.
    Delete {
        /// The things' ids.
        resources: Vec<String>,
        /// What goes.
        tags: Unwanted,
    },
}

/// What happened to a thing's tags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It got some.
    Tagged {
        /// Whose it is and where.
        #[serde(flatten)]
        home: Home,
        /// Its id.
        resource: String,
        /// The new or changed ones.
        tags: TagSet,
    },
    /// It lost some.
    Untagged {
        /// Its id.
        resource: String,
        /// The keys.
        keys: Vec<String>,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tagged { resource, tags, .. } => {
                write!(f, "{resource} is tagged")?;
                for (number, (key, value)) in tags.iter().enumerate() {
                    let comma = if number == 0 { "" } else { "," };
                    write!(f, "{comma} {key}={value}")?;
                }
                Ok(())
            }
            Self::Untagged { resource, keys } => {
                write!(f, "{resource} loses the tags {}", keys.join(", "))
            }
        }
    }
}

/// Every tag of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    of: Owned<String, TagSet>,
}

impl Tags {
    /// The tags of a thing.
    pub fn of(&self, resource: &str) -> &TagSet {
        const NONE: &TagSet = &TagSet::new();
        self.of.get(resource).unwrap_or(NONE)
    }

    /// The tagged things at a home with their tags, by id.
    pub fn at(&self, home: &Home) -> impl Iterator<Item = (&str, &TagSet)> {
        self.of.of(home).map(|(id, tags)| (id.as_str(), tags))
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Tagged {
                home,
                resource,
                tags,
            } => {
                let mut all = self.of(resource).clone();
                all.extend(tags.clone());
                self.of.insert(home.clone(), resource.clone(), all);
            }
            Fact::Untagged { resource, keys } => {
                let Some(tags) = self.of.get_mut(resource) else {
                    return;
                };
                tags.retain(|key, _| !keys.contains(key));
                if tags.is_empty() {
                    self.of.remove(resource);
                }
            }
        }
    }

    /// A thing is gone, and its tags with it.
    pub(in crate::world) fn forget(&mut self, resource: &str) {
        self.of.remove(resource);
    }
}
